import type { PresentedCredential } from '../contract/access.ts';
import type { CanonicalCredential } from '../domain/credential.ts';

/** Turns a raw credential into the only form that leaves the reader's edge (I4). */
export type CredentialHasher = (credential: CanonicalCredential) => PresentedCredential;
