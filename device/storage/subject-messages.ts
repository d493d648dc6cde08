import type { CredentialHash, Pseudonym } from '../contract/ids.ts';

/** By what a row of the log tells of somebody. */
export type Subject = Pseudonym | CredentialHash;

/** Where a look through the log goes on: behind this row; `reset`: with the last reset, where the office's day began. */
export type LookFrom = number | 'reset';

/**
 * What is asked about one subject. `read-story` and `erase-subject` look at a piece of the log at a time, and answer with
 * the row that the next piece is to go on behind.
 */
export type SubjectJob =
  | { readonly op: 'read-story'; readonly subject: Subject; readonly from: LookFrom }
  | { readonly op: 'erase-subject'; readonly subject: Subject; readonly from: LookFrom }
  | { readonly op: 'read-enrolled-at'; readonly hash: CredentialHash };
