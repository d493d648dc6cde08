import type { CredentialHash } from '../contract/ids.ts';
import type { PartStatus } from '../contract/status.ts';
import type { Milliseconds } from '../contract/units.ts';

declare const sealed: unique symbol;
/** A card's number as its library knows it: whoever carries it cannot read it, log it or send it (I4). */
export type SealedNumber = { readonly [sealed]: true };

/** Makes one, at the reader's edge. It is forgotten with the object that it gives. */
export type NumberSealer = (number: string) => SealedNumber;

export type PatronRequest = {
  readonly credential: CredentialHash;
  readonly number: SealedNumber;
  /** What was typed at the keypad, 1–16 digits; null where none is asked for. Never kept, never told. */
  readonly pin: string | null;
};

/**
 * `patron-unknown`: the library has no such card. `patron-blocked`: it is reported lost, or closed for another reason
 * that the office has chosen to heed. `patron-expired`: its time is over. `pin-wrong`: that, or none was given.
 */
export type PatronRefusal = 'patron-unknown' | 'patron-blocked' | 'patron-expired' | 'pin-wrong';

/**
 * `unavailable`: nobody knows; `code` is stable and says why: `patron-timeout`, `patron-unreachable`,
 * `patron-login-refused`, `patron-garbled`, `patron-none`, …
 */
export type PatronAnswer =
  | { readonly outcome: 'good' }
  | { readonly outcome: 'refused'; readonly reason: PatronRefusal }
  | { readonly outcome: 'unavailable'; readonly code: string };

/**
 * A library's system, asked about one card at a time. It heals itself: after an answer that did not come it is
 * `faulted`, finds out by itself and in the background when the system is there again, and answers `unavailable` at
 * once until then, so that a dead system costs one visitor the deadline, and nobody after.
 */
export interface PatronDirectory {
  /** Its word is what the box was told to remember: nothing of its answers is remembered, or forgotten. */
  readonly answersFromMemory?: true;
  status(): PartStatus;
  start(listener: { statusChanged(status: PartStatus): void }): void;
  /** Always answers, within `deadline` where a network is asked. Never throws. Several may be asked at once. */
  ask(request: PatronRequest, deadline: Milliseconds): Promise<PatronAnswer>;
  /** Resolves when the connection is let go. What is being asked is answered `unavailable`. */
  stop(): Promise<void>;
}
