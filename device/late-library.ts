import type { PartStatus } from './contract/status.ts';
import { type Milliseconds, minutes } from './contract/units.ts';
import type { CancelTimer, Clock } from './ports/clock.ts';
import type { PatronAnswer, PatronDirectory, PatronRequest } from './ports/patron-directory.ts';

const LOOK_EVERY = minutes(1);

const FAULT = 'patron-files-unreadable';

/**
 * A library whose files, a password or an authority's certificate, may be out of reach: the door does not wait for them.
 * Until they can be read it is `faulted` with `patron-files-unreadable`, and looked for each minute.
 */
export class LateLibrary implements PatronDirectory {
  readonly #clock: Clock;
  readonly #open: () => PatronDirectory;
  #library: PatronDirectory | null = null;
  #status: PartStatus;
  #cancelLook: CancelTimer = () => {};

  /** `open` throws a system error when a file cannot be read. */
  constructor(clock: Clock, open: () => PatronDirectory) {
    this.#clock = clock;
    this.#open = open;
    this.#status = { state: 'starting', sinceMs: clock.wallMs() };
  }

  status(): PartStatus {
    return this.#library?.status() ?? this.#status;
  }

  start(listener: { statusChanged(status: PartStatus): void }): void {
    this.#library = this.#opened();
    if (this.#library !== null) {
      this.#library.start(listener);
      return;
    }
    if (this.#status.state === 'starting') {
      this.#status = { state: 'faulted', faultCode: FAULT, sinceMs: this.#clock.wallMs() };
      listener.statusChanged(this.#status);
    }
    this.#cancelLook = this.#clock.after(LOOK_EVERY, () => this.start(listener));
  }

  async ask(request: PatronRequest, deadline: Milliseconds): Promise<PatronAnswer> {
    return (await this.#library?.ask(request, deadline)) ?? { outcome: 'unavailable', code: FAULT };
  }

  async stop(): Promise<void> {
    this.#cancelLook();
    await this.#library?.stop();
  }

  #opened(): PatronDirectory | null {
    try {
      return this.#open();
    } catch (cause) {
      // nodejs.org/api/errors.html#class-systemerror; anything else is a bug.
      if (cause instanceof Error && 'syscall' in cause) return null;
      throw cause;
    }
  }
}
