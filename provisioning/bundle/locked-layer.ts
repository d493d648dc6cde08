import { Decrypter, Encrypter } from 'age-encryption';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { BundleFault } from './bundle.ts';
import { mistypedGroups, passphraseOf } from './install-code.ts';

/**
 * scrypt's work factor, as a power of two, with r = 8: 32 MB, and a second on a small box. More of it would only help
 * passphrases that are too short anyway; an install code has 100 bits.
 */
export const WORK_FACTOR = 15;
/** 64 MB. A file that asks for more was not made by us, and is to take no box's memory. */
const MOST_WORK = 16;

/** How a file of one passphrase begins (C2SP age.md, "The scrypt recipient type"). */
const HEAD = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n/;
const LONGEST_HEAD = 80;

export async function lock(bytes: Uint8Array, passphrase: string, workFactor = WORK_FACTOR): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphraseOf(passphrase));
  encrypter.setScryptWorkFactor(workFactor);
  return encrypter.encrypt(bytes);
}

export async function unlock(bytes: Uint8Array, passphrase: string): Promise<Result<Uint8Array, BundleFault>> {
  const head = HEAD.exec(Buffer.from(bytes.subarray(0, LONGEST_HEAD)).toString('latin1'));
  if (head === null || Number(head[1]) > MOST_WORK)
    return err({ code: 'bundle-malformed', detail: 'it does not begin as a bundle does' });
  const fileKey = await fileKeyOf(bytes, passphraseOf(passphrase));
  if (fileKey === null) return err({ code: 'passphrase-wrong', detail: whyWrong(passphrase) });
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  const clear = await decrypter.decrypt(bytes).catch(() => null);
  return clear === null ? err({ code: 'bundle-damaged', detail: 'it was changed, or is not whole' }) : ok(clear);
}

/** Null when the passphrase does not open it. The library tells by what it throws alone, and of any fault the same. */
function fileKeyOf(bytes: Uint8Array, passphrase: string): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decryptHeader(bytes).catch(() => null);
}

function whyWrong(passphrase: string): string {
  const [group] = mistypedGroups(passphrase);
  return group === undefined ? 'the passphrase is not right' : `group ${group} of the install code is mistyped`;
}
