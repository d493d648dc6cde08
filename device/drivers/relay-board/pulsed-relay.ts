import type { PartStatus } from '../../contract/status.ts';
import type { Milliseconds } from '../../contract/units.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { StrikeRelay } from '../../ports/door-hardware.ts';

export type PulsedRelayParts = {
  readonly clock: Clock;
  readonly status: () => PartStatus;
  /** Closes the relay for at most so long, or opens it. */
  readonly command: (command: { readonly closeFor: Milliseconds } | 'open') => void;
};

/** One relay of a board, with a timer that opens it whoever forgets to (I2). */
export class PulsedRelay implements StrikeRelay {
  readonly #parts: PulsedRelayParts;
  #endPulse: CancelTimer | null = null;
  #listener: (status: PartStatus) => void = () => {};

  constructor(parts: PulsedRelayParts) {
    this.#parts = parts;
  }

  status(): PartStatus {
    return this.#parts.status();
  }

  onStatus(listener: (status: PartStatus) => void): void {
    this.#listener = listener;
  }

  /** Does nothing while the board is out, and nothing of it is made up for later. */
  energise(atMost: Milliseconds): void {
    if (this.status().state !== 'ready') return;
    this.#endPulse?.();
    this.#endPulse = this.#parts.clock.after(atMost, () => this.release());
    this.#parts.command({ closeFor: atMost });
  }

  release(): void {
    if (this.#endPulse === null) return;
    this.#endPulse();
    this.#endPulse = null;
    this.#parts.command('open');
  }

  /** The board is let go by its owner, for all its relays at once. */
  close(): void {
    this.release();
  }

  /** The board is as well as it was, and has opened it meanwhile. */
  opened(): void {
    if (this.#endPulse === null) return;
    this.#endPulse();
    this.#endPulse = null;
    this.#listener(this.status());
  }

  statusChanged(status: PartStatus): void {
    if (status.state !== 'ready') {
      this.#endPulse?.();
      this.#endPulse = null;
    }
    this.#listener(status);
  }
}
