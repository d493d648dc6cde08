import type { CardPurpose, PendingTap } from '../contract/api.ts';
import type { OfferSkillCommand } from '../contract/skills.ts';
import { type EpochMs, epochMs, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Enrolment } from '../ports/credential-directory.ts';
import type { SessionId } from '../ports/session.ts';

/** What the next tap is for, when it is not an entry. `by`: who asked for it. */
export type TapPurpose =
  | { readonly purpose: 'host-view' | 'my-visits'; readonly session: SessionId }
  | { readonly purpose: 'enrol'; readonly enrolment: Enrolment; readonly by: string; readonly offersPin: boolean }
  | ({ readonly purpose: 'offer-skill' } & OfferSkillCommand)
  | { readonly purpose: 'take-back-skill' }
  | { readonly purpose: CardPurpose; readonly by: string; readonly session: SessionId };

const WAIT = seconds(30);
/** As often as WCAG 2.2, 2.2.1 asks for at the least. */
const MOST_EXTENSIONS = 10;

type Waiting = { readonly purpose: TapPurpose; readonly end: CancelTimer; readonly extensions: number };

/** Holds at most one purpose for the next tap, for 30 seconds; a new purpose takes the place of the old. */
export class PendingTapSlot {
  readonly #clock: Clock;
  readonly #onChange: (shown: PendingTap | null) => void;
  #waiting: Waiting | null = null;

  constructor(clock: Clock, onChange: (shown: PendingTap | null) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  set(purpose: TapPurpose): void {
    this.#wait(purpose, 0);
  }

  /** The whole time once more; false when nothing is waited for, or when that was done ten times. */
  extend(): boolean {
    const waiting = this.#waiting;
    if (waiting === null || waiting.extensions === MOST_EXTENSIONS) return false;
    this.#wait(waiting.purpose, waiting.extensions + 1);
    return true;
  }

  #wait(purpose: TapPurpose, extensions: number): void {
    this.#waiting?.end();
    this.#waiting = { purpose, extensions, end: this.#clock.after(WAIT, () => this.clear()) };
    this.#onChange(shown(purpose, epochMs(this.#clock.wallMs() + WAIT)));
  }

  /** The purpose of the tap that has just come, if it has one; the slot is empty afterwards. */
  take(): TapPurpose | null {
    const purpose = this.#waiting?.purpose ?? null;
    this.clear();
    return purpose;
  }

  clear(): void {
    if (this.#waiting === null) return;
    this.#waiting.end();
    this.#waiting = null;
    this.#onChange(null);
  }
}

function shown(purpose: TapPurpose, untilMs: EpochMs): PendingTap {
  if (purpose.purpose === 'enrol') return { purpose: 'enrol', role: purpose.enrolment.role, untilMs };
  return { purpose: purpose.purpose, untilMs };
}
