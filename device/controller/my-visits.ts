import type { ReaderConfig } from '../contract/config.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { MyVisitsAnswer, MyVisitsErased, MyVisitsTime } from '../contract/my-visits.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type EpochMs, epochMs, seconds } from '../contract/units.ts';
import type { CardPresented } from '../ports/card-reader.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { MyVisitsDesk, MyVisitsFault } from '../ports/my-visits.ts';
import type { SessionId } from '../ports/session.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { Outcomes } from './outcomes.ts';
import { refusedByOwnPin } from './own-pin.ts';
import type { OwnRecords } from './own-records.ts';
import type { PendingTapSlot } from './pending-tap.ts';
import type { PinChecker } from './pin-checker.ts';

export type MyVisitsParts = {
  readonly clock: Clock;
  readonly records: OwnRecords;
  readonly directory: Pick<CredentialDirectory, 'find'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly pendingTap: PendingTapSlot;
  readonly pins: Pick<PinChecker, 'ask'>;
  readonly outcomes: Outcomes;
};

/** Long enough to read it; more time is given on request (WCAG 2.2.1 asks for ten times). */
const OPEN_FOR = seconds(60);
const MOST_EXTENSIONS = 10;

type Open = {
  readonly session: SessionId;
  readonly credential: CredentialHash;
  until: EpochMs;
  end: CancelTimer;
  extensions: number;
  seen: boolean;
};

type Answer<T> = Promise<Result<T, MyVisitsFault>>;

/** Who may see what is stored about a card, and for how long: whoever holds it, where it was asked for. */
export class MyVisits implements MyVisitsDesk {
  readonly #parts: MyVisitsParts;
  readonly #open = new Map<number, Open>();

  constructor(parts: MyVisitsParts) {
    this.#parts = parts;
  }

  request(session: SessionId): void {
    this.#parts.pendingTap.set({ purpose: 'my-visits', session });
  }

  /** `overtaken`: whether somebody has tapped there since; the screen is theirs then. */
  async serve(
    session: SessionId,
    reader: ReaderConfig,
    { credential }: CardPresented,
    overtaken: () => boolean,
  ): Promise<void> {
    const { outcomes } = this.#parts;
    const reason = credential.randomUid ? 'uid-is-random' : await refusedByOwnPin(this.#parts, reader, credential.hash);
    if (overtaken()) return;
    if (reason !== null) outcomes.show(reader, { outcome: 'denied', reason });
    else this.#begin(outcomes.show(reader, { outcome: 'my-visits' }), session, credential.hash);
  }

  async read(session: SessionId, id: number): Answer<MyVisitsAnswer> {
    const open = this.#of(session, id);
    if (open === null) return closed;
    const { records, keeper } = this.#parts;
    const stored = await records.read(open.credential);
    if (!stored.ok) return stored;
    if (!open.seen) void keeper.keep({ type: 'visits-shown' });
    open.seen = true;
    return ok({ untilMs: open.until, ...stored.value });
  }

  async erase(session: SessionId, id: number): Answer<MyVisitsErased> {
    const open = this.#of(session, id);
    return open === null ? closed : this.#parts.records.eraseVisits(open.credential);
  }

  async forgetCard(session: SessionId, id: number): Answer<MyVisitsErased> {
    const open = this.#of(session, id);
    return open === null ? closed : this.#parts.records.forgetCard(open.credential);
  }

  giveMoreTime(session: SessionId, id: number): Result<MyVisitsTime, MyVisitsFault> {
    const open = this.#of(session, id);
    if (open === null) return closed;
    if (open.extensions >= MOST_EXTENSIONS)
      return err({ code: 'no-more-time', message: 'more time was given often enough: tap again' });
    open.extensions += 1;
    this.#wait(id, open);
    return ok({ untilMs: open.until });
  }

  close(session: SessionId, id: number): void {
    const open = this.#of(session, id);
    if (open === null) return;
    open.end();
    this.#open.delete(id);
  }

  #begin(id: number, session: SessionId, credential: CredentialHash): void {
    const open: Open = { session, credential, until: epochMs(0), end: () => {}, extensions: 0, seen: false };
    this.#open.set(id, open);
    this.#wait(id, open);
  }

  #wait(id: number, open: Open): void {
    const { clock } = this.#parts;
    open.end();
    open.end = clock.after(OPEN_FOR, () => this.#open.delete(id));
    open.until = epochMs(clock.wallMs() + OPEN_FOR);
  }

  /** Null for another session too, which learns nothing from that. */
  #of(session: SessionId, id: number): Open | null {
    const open = this.#open.get(id);
    return open?.session === session ? open : null;
  }
}

const closed = err({ code: 'my-visits-closed', message: 'nothing is open by this number: tap again' } as const);
