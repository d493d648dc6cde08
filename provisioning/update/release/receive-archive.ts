import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { systemErrorOf } from '../system-error.ts';
import type { Manifest } from './manifest.ts';

export type ReceiveFault = {
  readonly code: 'archive-wrong' | 'archive-unreadable' | 'disk-full';
  readonly detail: string;
};

/**
 * Writes an archive as it comes to a file of the box’s own, and looks whether it is the one that was signed: what is
 * unpacked later is what was looked at. Takes no more than it was said to have. What was written until a fault stays.
 */
export async function receiveArchive(
  from: AsyncIterable<Uint8Array>,
  to: string,
  { archive, size, sha256 }: Pick<Manifest, 'archive' | 'size' | 'sha256'>,
): Promise<Result<void, ReceiveFault>> {
  const digest = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      digest.update(chunk);
      done(bytes > size ? tooLong : null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(from), measured, createWriteStream(to, { mode: 0o600, flush: true }));
  } catch (cause) {
    if (cause !== tooLong) return err(faultOf(cause));
  }
  if (bytes === size && digest.digest('hex') === sha256) return ok(undefined);
  return err({ code: 'archive-wrong', detail: `${archive} is not the archive that was signed` });
}

const tooLong = new Error('longer than it was said to be');

function faultOf(cause: unknown): ReceiveFault {
  // What AbortSignal.timeout throws into a body that is read; its code is a number.
  if (cause instanceof DOMException) return { code: 'archive-unreadable', detail: 'it took too long' };
  // What a connection that broke off throws is a TypeError of fetch.
  if (cause instanceof TypeError) return { code: 'archive-unreadable', detail: 'the connection broke off' };
  const { code, message } = systemErrorOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'disk-full', detail: message };
  return { code: 'archive-unreadable', detail: message };
}
