import type { TapOutcome } from '../contract/api.ts';
import type { ReaderConfig } from '../contract/config.ts';
import type { ReaderId } from '../contract/ids.ts';
import type { ReaderFeedback } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';

export type OutcomeBody = TapOutcome extends infer O
  ? O extends TapOutcome
    ? Omit<O, 'id' | 'atMs' | 'door'>
    : never
  : never;

/** Told of what a tap led to: for the screens, null when they show it by themselves; and for the reader. */
export type OutcomeListener = (
  outcome: TapOutcome | null,
  at: { readonly id: ReaderId; readonly feedback: ReaderFeedback },
) => void;

/** Gives each outcome its number and its time, and tells it. */
export class Outcomes {
  readonly #clock: Clock;
  readonly #tell: OutcomeListener;
  #nextId = 1;

  constructor(clock: Clock, tell: OutcomeListener) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Its number. */
  show(reader: ReaderConfig, body: OutcomeBody): number {
    const id = this.#nextId++;
    const outcome = { id, atMs: this.#clock.wallMs(), door: reader.door, ...body };
    this.#tell(outcome, { id: reader.id, feedback: feedbackOf(body) });
    return id;
  }

  /** At the reader alone. */
  signal(reader: ReaderConfig, feedback: ReaderFeedback): void {
    this.#tell(null, { id: reader.id, feedback });
  }
}

/** A door that waits for another is no refusal: the same card opens it in a moment. */
function feedbackOf(body: OutcomeBody): ReaderFeedback {
  switch (body.outcome) {
    case 'granted':
    case 'enrolled':
    case 'pin-offered':
    case 'changed':
    case 'stays':
    case 'my-visits':
    case 'skill-offered':
    case 'skill-taken-back':
      return 'granted';
    case 'denied':
      return body.reason === 'door-interlocked' ? 'busy' : 'denied';
    default:
      return 'denied';
  }
}
