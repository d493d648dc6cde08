import type { RollCallSection } from '../contract/api.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import { epochMs, minutes } from '../contract/units.ts';
import { RollCall } from '../domain/roll-call.ts';
import type { VisitBook } from '../domain/visits.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Pseudonyms } from '../ports/pseudonyms.ts';
import type { LogKeeper } from './log-keeper.ts';

type RollCallerParts = {
  readonly clock: Clock;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly visits: VisitBook;
  readonly pseudonyms: Pseudonyms;
  readonly show: (section: RollCallSection | null) => void;
};

/** Staff leaves: for some minutes everyone inside is asked to tap again; what came of it is shown until it is closed. */
export class RollCaller {
  readonly #parts: RollCallerParts;
  #call: RollCall | null = null;
  #cancel: CancelTimer = () => {};

  constructor(parts: RollCallerParts) {
    this.#parts = parts;
  }

  /** One that runs already begins anew. */
  start(by: string, forMinutes: number): void {
    const { clock, keeper, visits } = this.#parts;
    this.#cancel();
    const untilMs = epochMs(clock.wallMs() + minutes(forMinutes));
    this.#call = new RollCall(
      untilMs,
      [...visits.open()].map(({ number }) => number),
    );
    this.#cancel = clock.after(minutes(forMinutes), () => this.#end());
    void keeper.keep({ type: 'roll-call-started', by, untilMs });
    this.#refresh();
  }

  /** True when this tap was an answer, and is nothing else. */
  answer(credential: CredentialHash): boolean {
    const { visits, pseudonyms, keeper } = this.#parts;
    const visit = this.#call === null ? null : visits.visitOf(pseudonyms.of(credential));
    if (visit === null || !this.#call?.answer(visit.number)) return false;
    void keeper.keep({ type: 'roll-call-answered', visit: visit.number });
    this.#refresh();
    return true;
  }

  /** Ends one that runs; puts away one that has ended. */
  close(): void {
    if (this.#call?.ended === false) this.#end();
    else {
      this.#call = null;
      this.#refresh();
    }
  }

  /** Somebody may have come or gone; or there is an emergency, in which whoever taps goes out, and nobody is asked to stay. */
  note({ type }: LoggedEvent): void {
    if (this.#call === null) return;
    if (type === 'evacuation-started' || type === 'muster-started') this.#breakOff();
    this.#refresh();
  }

  #breakOff(): void {
    if (this.#call?.ended !== false) return;
    this.#cancel();
    this.#call = null;
  }

  #refresh(): void {
    this.#parts.show(this.#call?.figure((visit) => this.#parts.visits.lasts(visit)) ?? null);
  }

  #end(): void {
    const call = this.#call;
    if (call === null) return;
    this.#cancel();
    const { stayed, unknown } = call.end((visit) => this.#parts.visits.lasts(visit));
    void this.#parts.keeper.keep({ type: 'roll-call-ended', stayed, unknown });
    this.#refresh();
  }
}
