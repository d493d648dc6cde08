import type { PartStatus } from '../../contract/status.ts';
import type { LineFault } from '../../ports/byte-line.ts';
import type { Clock } from '../../ports/clock.ts';

export type Condition = Omit<PartStatus, 'sinceMs'>;

const MEMBERS = ['state', 'faultCode', 'warningCode', 'detail'] as const;

/** A reader's status, told when it changes and only then. It begins as `starting`. */
export class SourceStatus {
  readonly #clock: Clock;
  readonly #changed: (status: PartStatus) => void;
  #status: PartStatus;

  constructor(clock: Clock, changed: (status: PartStatus) => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.#status = { state: 'starting', sinceMs: clock.wallMs() };
  }

  get now(): PartStatus {
    return this.#status;
  }

  set(condition: Condition): void {
    if (MEMBERS.every((member) => this.#status[member] === condition[member])) return;
    this.#status = { ...condition, sinceMs: this.#clock.wallMs() };
    this.#changed(this.#status);
  }
}

/** What a line that is down makes of the reader behind it. */
export function conditionOfLine(code: LineFault): Condition {
  return { state: code === 'line-absent' ? 'absent' : 'faulted', faultCode: code };
}
