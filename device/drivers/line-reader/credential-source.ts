import type { PartStatus } from '../../contract/status.ts';
import type { CanonicalCredential } from '../../domain/credential.ts';
import type { ByteLine, ByteLineListener } from '../../ports/byte-line.ts';

/**
 * What a reader tells at its edge, still in clear: whoever listens hashes it and passes nothing else on (I4).
 * `uidPresented` or `unreadable`, then `removed`, and so on, by turns.
 */
export interface CredentialSourceListener {
  /** Once for each time that a card or code comes; one that stays, or is sent over and over, is not told again. */
  uidPresented(credential: CanonicalCredential): void;
  /** At the reader's own keypad: digits, `*` and `#`. Only readers with keys tell it. */
  keysPressed?(keys: string): void;
  /** What was told last has gone, or is no longer watched. */
  removed(): void;
  /** What came gave no credential; `code` is stable, and holds nothing of it. */
  unreadable(code: string): void;
  /** Something else came that was not taken: noise, a wrong MAC, a NAK; `code` is stable. Seldom, however often it comes. */
  refused(code: string): void;
  statusChanged(status: PartStatus): void;
}

/** A line that opens itself anew until it is stopped; it calls its listener neither before `start` nor after `stop`. */
export interface KeptLine extends ByteLine {
  start(): void;
  /** Resolves when the device is let go. */
  stop(): Promise<void>;
}

/** Makes the line to a device, not started yet. Each call makes a new one. */
export type LineMaker = (listener: ByteLineListener) => KeptLine;
