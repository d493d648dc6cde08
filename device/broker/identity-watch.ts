import type { BrokerCertificate } from '../contract/box-facts.ts';
import type { Result } from '../contract/result.ts';
import { days, type EpochMs, hours } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Identity, IdentityFault } from './identity.ts';

const LOOK_EVERY = hours(1);
/** Time enough for somebody to renew a certificate by hand, holidays among them. */
const WARN_BEFORE = days(30);

type IdentityWatchParts = {
  readonly read: () => Result<Identity, IdentityFault>;
  readonly clock: Clock;
  readonly journal: Journal;
  /** What is read now is another one than what the connection has. */
  readonly onRenewed: () => void;
};

/** Looks each hour whether this box’s certificate was renewed, or has to be. */
export class IdentityWatch {
  readonly #parts: IdentityWatchParts;
  #used: Identity | null = null;
  #told: EpochMs | null = null;
  #cancel: CancelTimer = () => {};

  constructor(parts: IdentityWatchParts) {
    this.#parts = parts;
  }

  /** The connection that is made now is by this one. */
  uses(identity: Identity): void {
    this.#used = identity;
    this.#tellExpiry();
    this.#cancel();
    if (identity.mark !== '') this.#cancel = this.#parts.clock.after(LOOK_EVERY, () => this.#look());
  }

  /** Null where there is none. */
  certificate(): BrokerCertificate | null {
    const { validUntil = null, issuer = '' } = this.#used ?? {};
    return validUntil === null ? null : { issuer, untilMs: validUntil };
  }

  expiresSoon(): boolean {
    const until = this.#used?.validUntil ?? null;
    return until !== null && until - this.#parts.clock.wallMs() < WARN_BEFORE;
  }

  stop(): void {
    this.#cancel();
  }

  /** A file that cannot be read just now may be in the middle of its renewal. */
  #look(): void {
    const { read, clock, onRenewed } = this.#parts;
    this.#cancel = clock.after(LOOK_EVERY, () => this.#look());
    this.#tellExpiry();
    const now = read();
    if (now.ok && now.value.mark !== this.#used?.mark) onRenewed();
  }

  #tellExpiry(): void {
    const until = this.#used?.validUntil ?? null;
    if (until === null || until === this.#told || !this.expiresSoon()) return;
    this.#told = until;
    this.#parts.journal.write({ type: 'broker-certificate-expires', untilMs: until });
  }
}
