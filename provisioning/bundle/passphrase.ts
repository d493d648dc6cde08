import { err, ok, type Result } from '../../device/contract/result.ts';
import { readTextFile } from '../files/text-file.ts';

/** Characters of the shortest passphrase that somebody thought of: it is all that keeps a lost USB stick shut. */
const SHORTEST = 16;
const LONGEST = 1_000;

export type PassphraseFault = {
  readonly code: 'file-unreadable' | 'passphrase-too-short' | 'passphrase-too-long';
  readonly detail: string;
};

/** The first line of a file, never an argument: those are seen by everybody on the machine (proc(5), cmdline). */
export function readPassphrase(file: string): Result<string, PassphraseFault> {
  const text = readTextFile(file);
  if (!text.ok) return err({ code: 'file-unreadable', detail: text.error.detail });
  const passphrase = text.value.split(/\r?\n/, 1)[0] ?? '';
  if (passphrase.length > LONGEST)
    return err({ code: 'passphrase-too-long', detail: `${file}: ${LONGEST} characters at most` });
  return ok(passphrase);
}

/** Of a bundle that is to be made. */
export function readNewPassphrase(file: string): Result<string, PassphraseFault> {
  const read = readPassphrase(file);
  if (!read.ok || read.value.length >= SHORTEST) return read;
  return err({ code: 'passphrase-too-short', detail: `${file}: ${SHORTEST} characters at least` });
}
