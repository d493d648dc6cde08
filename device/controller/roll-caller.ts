import type { RollCallSection } from '../contract/api.ts';
import type { CredentialHash } from '../contract/ids.ts';
import { epochMs, minutes } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import { RollCall } from '../domain/roll-call.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { LogKeeper } from './log-keeper.ts';

type RollCallerParts = {
  readonly clock: Clock;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly ledger: OccupancyLedger;
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
    const { clock, keeper, ledger } = this.#parts;
    this.#cancel();
    const untilMs = epochMs(clock.wallMs() + minutes(forMinutes));
    this.#call = new RollCall(untilMs, ledger.cardsInside());
    this.#cancel = clock.after(minutes(forMinutes), () => this.#end());
    void keeper.keep({ type: 'roll-call-started', by, untilMs });
    this.refresh();
  }

  /** True when this tap was an answer, and is nothing else. */
  answer(credential: CredentialHash): boolean {
    const { ledger, keeper } = this.#parts;
    if (this.#call === null || !ledger.isInside(credential) || !this.#call.answer(credential)) return false;
    void keeper.keep({ type: 'roll-call-answered', credential });
    this.refresh();
    return true;
  }

  /** Ends one that runs; puts away one that has ended. */
  close(): void {
    if (this.#call?.ended === false) this.#end();
    else {
      this.#call = null;
      this.refresh();
    }
  }

  /** Somebody has come or gone. */
  refresh(): void {
    this.#parts.show(this.#call?.figure((credential) => this.#parts.ledger.isInside(credential)) ?? null);
  }

  #end(): void {
    const call = this.#call;
    if (call === null) return;
    this.#cancel();
    call.end();
    const { stayed, unknown } = call.figure((credential) => this.#parts.ledger.isInside(credential));
    void this.#parts.keeper.keep({ type: 'roll-call-ended', stayed, unknown });
    this.refresh();
  }
}
