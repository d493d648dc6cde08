import { type ExportCommand, type ExportKind, type ExportSection, isEncrypted } from '../contract/exports.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { ExportCommands, ExportFault, ExportMedium, ExportRun } from '../ports/exports.ts';
import type { SessionId } from '../ports/session.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';

/** Short enough that a medium that is put in shows while a host waits for it. */
const LOOK_EVERY = seconds(3);

type ExportDeskParts = {
  readonly hostSession: Pick<HostSession, 'touch'>;
  readonly keeper: Pick<LogKeeper, 'keep' | 'keepSurely'>;
  /** Null where the config has none. */
  readonly medium: ExportMedium | null;
  readonly clock: Clock;
  /** What the names of the files begin with. */
  readonly office: string;
  readonly onChange: () => void;
};

/** Has what a host takes out written to a medium, one file at a time, and nothing that the log does not tell of first. */
export class ExportDesk implements ExportCommands {
  readonly #parts: ExportDeskParts;
  #isThere = false;
  #shown: ExportSection['run'] = null;
  #run: ExportRun | null = null;
  #finished: Promise<void> = Promise.resolve();
  /** Begun, or about to be. */
  #busy = false;
  #look: CancelTimer | null = null;

  constructor(parts: ExportDeskParts) {
    this.#parts = parts;
  }

  /** A host view was opened or closed: while one is open the medium is looked for. */
  watch(isOpen: boolean): void {
    if (!isOpen) {
      this.#look?.();
      this.#look = null;
      if (!this.#busy) this.#shown = null;
    } else if (this.#look === null && this.#parts.medium !== null) this.#lookAgain(this.#parts.medium);
  }

  section(): ExportSection {
    const { medium } = this.#parts;
    if (medium === null) return { medium: 'not-set', encrypts: false, run: null };
    return { medium: this.#isThere ? 'ready' : 'missing', encrypts: medium.encrypts, run: this.#shown };
  }

  async begin(session: SessionId, { what }: ExportCommand): Promise<Result<void, ExportFault>> {
    const { hostSession, medium } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return locked;
    if (this.#busy) return err({ code: 'export-running', message: 'one at a time: wait for its end, or cancel it' });
    if (medium === null) return missing;
    if (isEncrypted(what) && !medium.encrypts)
      return err({ code: 'recipient-missing', message: 'the config names nobody to encrypt it to' });
    this.#busy = true;
    const begun = await this.#begin(medium, what, by);
    if (!begun.ok) this.#busy = false;
    return begun;
  }

  cancel(session: SessionId): Result<void, ExportFault> {
    if (this.#parts.hostSession.touch(session) === null) return locked;
    this.#run?.cancel();
    return ok(undefined);
  }

  /** Nothing is written any more. */
  async stop(): Promise<void> {
    this.watch(false);
    this.#run?.cancel();
    await this.#finished;
  }

  async #begin(medium: ExportMedium, what: ExportKind, by: string): Promise<Result<void, ExportFault>> {
    const { keeper, clock, office } = this.#parts;
    if (!(await medium.isThere())) return missing;
    if (!(await keeper.keepSurely({ type: 'export-begun', what, by })))
      return err({ code: 'storage-failed', message: 'the disk did not take it: nothing may leave without a trace' });
    const time = new Date(clock.wallMs()).toISOString().slice(0, 19).replaceAll(':', '');
    const name = `${office}-${what}-${time}Z.csv${isEncrypted(what) ? '.age' : ''}`;
    this.#show({ state: 'running', what, percent: 0 });
    this.#run = medium.begin(what, name, (percent) => this.#show({ state: 'running', what, percent }));
    this.#finished = this.#finish(this.#run, what, name);
    return ok(undefined);
  }

  async #finish(run: ExportRun, what: ExportKind, file: string): Promise<void> {
    const ended = await run.ended;
    this.#run = null;
    const outcome = ended.ok ? 'done' : ended.error.code;
    await this.#parts.keeper.keep({ type: 'export-ended', what, outcome });
    this.#busy = false;
    if (ended.ok) this.#show({ state: 'done', what, file });
    else if (outcome === 'cancelled') this.#show({ state: 'cancelled', what });
    else this.#show({ state: 'failed', what, code: outcome });
  }

  #show(run: ExportSection['run']): void {
    this.#shown = run;
    this.#parts.onChange();
  }

  #lookAgain(medium: ExportMedium): void {
    this.#look = this.#parts.clock.after(LOOK_EVERY, () => this.#lookAgain(medium));
    void medium.isThere().then((isThere) => {
      if (isThere === this.#isThere) return;
      this.#isThere = isThere;
      this.#parts.onChange();
    });
  }
}

const locked = err({ code: 'host-view-locked', message: 'a host card opens the host view' } as const);
const missing = err({ code: 'medium-missing', message: 'there is no medium to write to' } as const);
