import { timingSafeEqual } from 'node:crypto';
import { type CanonicalCredential, parseUid } from '../../domain/credential.ts';
import { decryptPiccData } from './picc-data.ts';
import { sunMac } from './sun-mac.ts';
import { parseSunUri, type SunUriFormat } from './sun-uri.ts';

/** `sun-malformed`: no message of such a tag. `sun-forged`: not from a tag of this office, or changed on its way. */
export type SunRefusal = 'sun-malformed' | 'sun-forged';

/** What a message is worth. `counter` is the tag's own count of its reads, 0 to 2^24 − 1. */
export type SunVerdict =
  | { readonly outcome: 'genuine'; readonly uid: CanonicalCredential; readonly counter: number }
  | { readonly outcome: 'refused'; readonly code: SunRefusal };

export type SunVerifierParts = {
  readonly format: SunUriFormat;
  /** SDMMetaReadKey, 16 bytes: one for all tags of an office, for only with it one sees which tag it is. */
  readonly metaReadKey: Uint8Array;
  /** SDMFileReadKey of the tag with this UID, 16 bytes: see `createKeyDiversifier`. */
  readonly fileReadKeyOf: (uid: Uint8Array) => Uint8Array;
};

/**
 * Tells whether a URI was made by an NTAG 424 DNA of this office in AES mode, as its "SUN" message (NXP AN12196; NXP
 * NT4H2421Gx §9.3, Secure Dynamic Messaging). The UID is in nothing but the verdict.
 *
 * What `genuine` proves is that the tag made this message once, not that it lies here now: replays are for
 * `TagCounters` to find, and a message that somebody took from the tag beforehand, and that no reader of ours has seen
 * yet, passes until the tag itself is next read here (NT4H2421Gx §9.3 says so).
 */
export function createSunVerifier({
  format,
  metaReadKey,
  fileReadKeyOf,
}: SunVerifierParts): (uri: string) => SunVerdict {
  if (metaReadKey.length !== 16) throw new RangeError('a meta read key has 16 bytes');
  return (uri) => {
    const message = parseSunUri(uri, format);
    if (!message.ok) return refused('sun-malformed');
    const { piccData, mac, covered } = message.value;
    const read = decryptPiccData(metaReadKey, piccData);
    if (read === null) return refused('sun-forged');
    if (!timingSafeEqual(sunMac(fileReadKeyOf(read.uid), read, covered), mac)) return refused('sun-forged');
    const uid = parseUid(Buffer.from(read.uid).toString('hex'));
    return uid.ok ? { outcome: 'genuine', uid: uid.value, counter: read.counter } : refused('sun-forged');
  };
}

function refused(code: SunRefusal): SunVerdict {
  return { outcome: 'refused', code };
}
