import type { Result } from '../../contract/result.ts';
import { milliseconds, seconds } from '../../contract/units.ts';
import type { CanonicalCredential } from '../../domain/credential.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { CredentialSourceListener } from './credential-source.ts';
import { Presence, presenceKey } from './presence.ts';

/** What has not come again for so long is gone; a device that repeats what lies there does it several times a second. */
const GONE_AFTER = seconds(1);
const SWEEP_EVERY = milliseconds(100);

/** What a device reads that says when a card comes, perhaps over and over, and never when it goes. */
export class PassingCards {
  readonly #clock: Clock;
  readonly #listener: CredentialSourceListener;
  readonly #presence: Presence;
  #cancelSweep: CancelTimer | null = null;

  constructor(clock: Clock, listener: CredentialSourceListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#presence = new Presence(
      GONE_AFTER,
      () => clock.monotonicMs(),
      () => listener.removed(),
    );
  }

  /** One that is not `fresh` may have come before anybody listened: it is not told until it comes anew. */
  note(read: Result<CanonicalCredential, { readonly code: string }>, fresh = true): void {
    const listener = this.#listener;
    const note = (key: string, tell: () => void) => this.#presence.seen(key, fresh ? tell : null);
    if (read.ok) note(presenceKey(read.value), () => listener.uidPresented(read.value));
    else note(`unreadable ${read.error.code}`, () => listener.unreadable(read.error.code));
    if (this.#cancelSweep === null) this.#sweepLater();
  }

  /** The device is out: nothing is known of what lies there. */
  forget(): void {
    this.#presence.forget();
  }

  /** The listener is not called any more. */
  stop(): void {
    this.#cancelSweep?.();
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#clock.after(SWEEP_EVERY, () => {
      this.#cancelSweep = null;
      this.#presence.sweep();
      if (!this.#presence.isEmpty) this.#sweepLater();
    });
  }
}
