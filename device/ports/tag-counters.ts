import type { CredentialHash } from '../contract/ids.ts';

/**
 * The last counter that each tag with cryptography has shown. Held in memory, so that two readers cannot take the same
 * message; what the disk does not take is known until the box starts anew.
 */
export interface TagCounters {
  /** True when it is higher than any before, and is the last one from now on; false for a message that was copied. */
  raise(tag: CredentialHash, counter: number): boolean;
}
