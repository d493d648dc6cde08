import type { NdefRecord } from '../../contract/ndef.ts';
import type { CanonicalCredential } from '../../domain/credential.ts';
import type { SunVerdict } from './sun-message.ts';

/** A tag that proved to be itself, and its own count of its reads: a count that was seen before is a copy. */
export type Proof = { readonly credential: CanonicalCredential; readonly counter: number };

/** Judges what a card says beside its UID; null when it proves nothing. */
export type Prover = (shown: CanonicalCredential, records: readonly NdefRecord[]) => Proof | null;

/** A tag may show a UID that it makes up (NXP NT4H2421Gx §8.2.1); one that shows its own must mean the same. */
export function createProver(verify: (uri: string) => SunVerdict): Prover {
  return (shown, records) => {
    for (const record of records) {
      if (record.kind !== 'uri') continue;
      const verdict = verify(record.uri);
      if (verdict.outcome === 'genuine' && (shown.randomUid || shown.canonical === verdict.uid.canonical))
        return { credential: verdict.uid, counter: verdict.counter };
    }
    return null;
  };
}
