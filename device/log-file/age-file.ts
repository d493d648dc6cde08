import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { Encrypter } from 'age-encryption';
import { isFileFault } from '../access-file/box-folder.ts';
import { EXIT } from '../access-file/exit-codes.ts';
import { failed, type Outcome } from '../access-file/outcome.ts';
import { WholeFile } from '../access-file/whole-file.ts';

/** What was written: its size in bytes, and its SHA-256 as hex. */
export type Written = { readonly bytes: number; readonly sha256: string };

/** Null when one of them is no age recipient. */
export function encrypterFor(recipients: readonly string[]): Encrypter | null {
  const encrypter = new Encrypter();
  try {
    for (const recipient of recipients) encrypter.addRecipient(recipient);
  } catch {
    // The library tells by what it throws alone.
    return null;
  }
  return encrypter;
}

/**
 * Writes what `source` gives, encrypted, to a file that is there as a whole or not at all (0600). Nothing of it touches the
 * disk in clear. Rejects as writing does, and with what `source` throws.
 */
export async function writeEncrypted(
  file: string,
  encrypter: Encrypter,
  source: AsyncIterable<Uint8Array>,
): Promise<Written> {
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    const written = await copyInto(handle, await encrypter.encrypt(ReadableStream.from(source)));
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
    return written;
  } catch (cause) {
    await handle.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw cause;
  }
}

async function copyInto(handle: FileHandle, stream: AsyncIterable<Uint8Array>): Promise<Written> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    await handle.writeFile(chunk);
    digest.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** A plain file, as a whole or not at all. */
export async function writeWhole(
  file: string,
  text: string,
  { lines, told }: Pick<Outcome, 'lines' | 'told'>,
): Promise<Outcome> {
  try {
    const whole = await WholeFile.begin(file);
    await whole.write(text);
    await whole.finish();
    return { exit: EXIT.done, lines, told: { ok: true, ...told } };
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    return unwritable(file);
  }
}

export function unwritable(file: string): Outcome {
  return failed(EXIT.cannotCreate, 'file-unwritable', `${file} cannot be written`);
}
