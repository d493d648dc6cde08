import { aesCmac } from './aes-cmac.ts';

/** What makes the key one of AES-128 (NXP AN10922 §2.2, Div Constant 1). */
const AES_128 = 0x01;
/** The constant, and up to 31 bytes that tell a tag from all others, are brought to 32 bytes however few they are. */
const BLOCKS = 2;
const UID_BYTES = 7;
const LONGEST_IDENTIFIER = 31 - UID_BYTES;

/**
 * Gives each tag a key of its own by its UID (7 bytes): NXP AN10922 §2.2, CMAC-based diversification of AES-128 keys,
 * over UID and `systemIdentifier` (0 to 24 bytes, an application id included where one is used). Whoever reads the key
 * out of one tag has that tag's key alone. `masterKey` has 16 bytes. Throws for other lengths.
 */
export function createKeyDiversifier(
  masterKey: Uint8Array,
  systemIdentifier: Uint8Array,
): (uid: Uint8Array) => Uint8Array {
  if (masterKey.length !== 16) throw new RangeError('a master key has 16 bytes');
  if (systemIdentifier.length > LONGEST_IDENTIFIER) throw new RangeError('a system identifier has at most 24 bytes');
  return (uid) => {
    if (uid.length !== UID_BYTES) throw new RangeError('the UID of such a tag has 7 bytes');
    return aesCmac(masterKey, Uint8Array.from([AES_128, ...uid, ...systemIdentifier]), BLOCKS);
  };
}
