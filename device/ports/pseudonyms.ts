import type { CredentialHash, Pseudonym } from '../contract/ids.ts';

/** What stands for a card in the log and in the count. */
export interface Pseudonyms {
  of(credential: CredentialHash): Pseudonym;
  /** Whether the log keeps them; else they are for the count in memory alone. */
  readonly kept: boolean;
  /** A new day begins: those that are for a day are others from now on, and nobody can tell any more whose the old were. */
  newDay(): void;
}
