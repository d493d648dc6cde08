import { ok, type Result } from '../../contract/result.ts';
import type { PartStatus } from '../../contract/status.ts';
import { type Milliseconds, minutes, seconds } from '../../contract/units.ts';
import { BackOff } from '../../domain/back-off.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { PatronAnswer, PatronDirectory, PatronRefusal, PatronRequest } from '../../ports/patron-directory.ts';
import { SourceStatus } from '../line-reader/source-status.ts';
import { PinAttempts } from '../pin-attempts.ts';
import { isSameCard } from '../same-card.ts';
import { openSealed } from '../sealed-number.ts';
import { Deadlines } from './deadlines.ts';
import { fault, type KohaFault, type KohaFaultCode } from './faults.ts';
import type { HttpConnection } from './http-connection.ts';
import { judgePatron, mayBeCardNumber } from './judge-patron.ts';
import { KohaApi } from './koha-api.ts';
import { type KohaLogin, makeAuthorization } from './login.ts';

const PROBE_DEADLINE = seconds(5);
/** Longer than any wait between two looks: after so long without trouble the next one is a new one. */
const STEADY_AFTER = minutes(2);
/** With these nobody knows whether the library has counted a wrong PIN. */
const MAY_HAVE_COUNTED: readonly KohaFaultCode[] = ['patron-timeout', 'patron-unreachable', 'patron-server-error'];

export type KohaDirectoryParts = {
  readonly connection: HttpConnection;
  readonly login: KohaLogin;
  /** Whether a patron with a restriction is `patron-blocked`. A card that is reported lost always is. */
  readonly denyRestricted: boolean;
  /** The office's date now, YYYY-MM-DD. */
  readonly today: () => string;
  readonly clock: Clock;
  /** Uniform in 0–1, as `Math.random`. */
  readonly random: () => number;
};

type Verdict = 'good' | PatronRefusal;
type Card = Pick<PatronRequest, 'credential' | 'pin'> & { readonly cardNumber: string };

/**
 * A Koha, asked by its REST API v1. The patron is looked up first, and the PIN is sent only for one who is good
 * otherwise. Without asking, an empty PIN and a fourth one after three wrong ones in 15 minutes are `pin-wrong`, and a
 * number that is too long for any Koha is `patron-unknown`.
 *
 * Every fault but `patron-garbled` makes it `faulted`, with the ask's code. A garbled answer may be one odd record, and
 * must not shut out everybody: the site is looked at again, and `faulted` if that is garbled too. It is looked at after
 * 1 s, then 2 s, up to 60 s.
 */
export class KohaDirectory implements PatronDirectory {
  readonly #parts: KohaDirectoryParts;
  readonly #api: KohaApi;
  readonly #attempts: PinAttempts;
  readonly #backOff: BackOff;
  readonly #deadlines: Deadlines;
  readonly #status: SourceStatus;
  #listener: { statusChanged(status: PartStatus): void } | null = null;
  #cancelProbe: CancelTimer | null = null;
  #isProbing = false;
  #troubleAtMs = 0;

  constructor(parts: KohaDirectoryParts) {
    const { clock, connection } = parts;
    this.#parts = parts;
    this.#api = new KohaApi(connection, makeAuthorization(parts.login, connection, clock));
    this.#attempts = new PinAttempts(clock);
    this.#backOff = new BackOff(parts.random);
    this.#deadlines = new Deadlines(clock);
    this.#status = new SourceStatus(clock, (status) => this.#listener?.statusChanged(status));
  }

  status(): PartStatus {
    return this.#status.now;
  }

  start(listener: { statusChanged(status: PartStatus): void }): void {
    this.#listener = listener;
    listener.statusChanged(this.#status.now);
    void this.#probe();
  }

  async ask(request: PatronRequest, deadline: Milliseconds): Promise<PatronAnswer> {
    const { credential, pin } = request;
    const cardNumber = openSealed(request.number);
    if (!mayBeCardNumber(cardNumber)) return answerOf(ok('patron-unknown'));
    if (pin !== null && (pin === '' || !this.#attempts.isLeft(credential))) return answerOf(ok('pin-wrong'));
    const { state, faultCode } = this.#status.now;
    if (state === 'faulted' && faultCode !== undefined) return { outcome: 'unavailable', code: faultCode };
    const verdict = await this.#deadlines.run(
      (signal) => this.#decide({ credential, cardNumber, pin }, signal),
      deadline,
    );
    if (!verdict.ok) this.#noteFault(verdict.error.code);
    return answerOf(verdict);
  }

  async stop(): Promise<void> {
    this.#cancelProbe?.();
    this.#deadlines.stop();
    this.#parts.connection.close();
  }

  async #decide({ credential, cardNumber, pin }: Card, signal: AbortSignal): Promise<Result<Verdict, KohaFault>> {
    const patrons = await this.#api.findPatrons(cardNumber, signal);
    if (!patrons.ok) return patrons;
    const { denyRestricted, today } = this.#parts;
    const verdict = judgePatron(patrons.value, cardNumber, { denyRestricted, today: today() });
    if (verdict === 'garbled') return fault('patron-garbled');
    if (verdict !== 'good' || pin === null) return ok(verdict);
    if (!this.#attempts.take(credential)) return ok('pin-wrong');
    const rightFor = await this.#api.checkPassword(cardNumber, pin, signal);
    if (!rightFor.ok) {
      if (!MAY_HAVE_COUNTED.includes(rightFor.error.code)) this.#attempts.giveBack(credential);
      return rightFor;
    }
    if (rightFor.value === null || !isSameCard(rightFor.value, cardNumber)) return ok('pin-wrong');
    this.#attempts.right(credential);
    return ok('good');
  }

  #noteFault(code: KohaFaultCode): void {
    if (this.#deadlines.stopped) return;
    const { clock } = this.#parts;
    if (clock.monotonicMs() >= this.#troubleAtMs + STEADY_AFTER) this.#backOff.reset();
    this.#troubleAtMs = clock.monotonicMs();
    if (code !== 'patron-garbled') this.#status.set({ state: 'faulted', faultCode: code });
    if (!this.#isProbing) this.#cancelProbe ??= clock.after(this.#backOff.next(), () => void this.#probe());
  }

  async #probe(): Promise<void> {
    this.#cancelProbe = null;
    this.#isProbing = true;
    const found = await this.#deadlines.run((signal) => this.#api.probe(signal), PROBE_DEADLINE);
    this.#isProbing = false;
    if (this.#deadlines.stopped) return;
    if (found.ok) this.#status.set({ state: 'ready' });
    else {
      this.#status.set({ state: 'faulted', faultCode: found.error.code });
      this.#noteFault(found.error.code);
    }
  }
}

function answerOf(verdict: Result<Verdict, KohaFault>): PatronAnswer {
  if (!verdict.ok) return { outcome: 'unavailable', code: verdict.error.code };
  return verdict.value === 'good' ? { outcome: 'good' } : { outcome: 'refused', reason: verdict.value };
}
