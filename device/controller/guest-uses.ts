import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';

/** Counts down the uses of guest passes as they come in; one that found the door not opened has its use back. */
export class GuestUses {
  readonly #directory: Pick<CredentialDirectory, 'find' | 'countUse'>;

  constructor(directory: Pick<CredentialDirectory, 'find' | 'countUse'>) {
    this.#directory = directory;
  }

  note(event: LoggedEvent): void {
    if (event.type === 'access-granted' && event.direction === 'in') this.#count(event.credential, -1);
    if (event.type === 'access-not-taken' && event.direction === 'in' && event.credential !== undefined)
      this.#count(event.credential, 1);
  }

  #count(credential: CredentialHash, by: number): void {
    const usesLeft = this.#directory.find(credential)?.usesLeft ?? null;
    if (usesLeft !== null) this.#directory.countUse(credential, Math.max(0, usesLeft + by));
  }
}
