import type { ReaderConfig } from '../contract/config.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Policy } from '../contract/policy.ts';
import { epochMs } from '../contract/units.ts';
import type { PinEvidence } from '../domain/access-decision.ts';
import { PinThrottle } from '../domain/pin-throttle.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { PinHasher } from '../ports/pin-hasher.ts';
import type { CardRegistry } from './card-registry.ts';
import { inTime } from './in-time.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { PinAsker } from './pin-asker.ts';

export type PinCheckerParts = {
  readonly asker: PinAsker;
  readonly directory: Pick<CredentialDirectory, 'readHolder'>;
  readonly hasher: PinHasher;
  readonly registry: Pick<CardRegistry, 'block'>;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly clock: Clock;
  readonly rules: () => Policy['pin'];
};

/** What was typed, and what it proves. `pin` is for the library alone, and null when it was judged here. */
export type AskedPin = { readonly evidence: PinEvidence; readonly pin: string | null };

/** Asks for a PIN and judges it, with a limit to guessing. */
export class PinChecker {
  readonly #parts: PinCheckerParts;
  readonly #throttle: PinThrottle;

  constructor(parts: PinCheckerParts) {
    this.#parts = parts;
    this.#throttle = new PinThrottle(parts.rules);
  }

  /** `heldHere`: the holder's PIN is known to this box; else it is the library's to judge. */
  async ask(reader: ReaderConfig, credential: CredentialHash, heldHere: boolean): Promise<AskedPin> {
    const { asker, clock } = this.#parts;
    const locked = () => this.#throttle.isLocked(credential, reader.door, clock.monotonicMs());
    if (locked()) return { evidence: 'locked', pin: null };
    const pin = await asker.ask(reader);
    if (pin === null) return { evidence: 'none', pin: null };
    // Somebody may have guessed at another reader meanwhile.
    if (locked()) return { evidence: 'locked', pin: null };
    if (!heldHere) return { evidence: 'given', pin };
    const right = await this.#isRight(credential, pin);
    if (right !== null) this.judged(reader, credential, right);
    return { evidence: right === true ? 'right' : 'wrong', pin: null };
  }

  /** Of a PIN that the library has judged too. */
  judged(reader: ReaderConfig, credential: CredentialHash, right: boolean): void {
    if (right) {
      this.#throttle.forgive(credential);
      return;
    }
    const { clock, keeper } = this.#parts;
    const now = clock.monotonicMs();
    const consequence = this.#throttle.noteWrong(credential, reader.door, now);
    if (consequence.type === 'wait') {
      const untilMs = epochMs(clock.wallMs() + consequence.until - now);
      void keeper.keep({ type: 'pin-locked', credential, door: reader.door, untilMs });
    }
    if (consequence.type === 'block') void this.#block(credential);
  }

  async #block(credential: CredentialHash): Promise<void> {
    const blocked = await this.#parts.registry.block(credential, 'wrong-pins', 'kiosk');
    if (blocked.ok) this.#throttle.forgive(credential);
  }

  /** Null, which opens nothing and is held against nobody, when the disk does not give the PIN. */
  async #isRight(credential: CredentialHash, pin: string): Promise<boolean | null> {
    const { directory, hasher, clock } = this.#parts;
    const holder = await inTime(directory.readHolder(credential), clock);
    if (!holder?.ok) return null;
    return holder.value.pin !== null && (await hasher.verify(pin, holder.value.pin));
  }
}
