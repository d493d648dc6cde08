import { closeSync, openSync, readSync } from 'node:fs';
import { filesBelow } from './erased-places.ts';
import { findRolling, TRACE_BYTES } from './rolling.ts';
import { digestOf, type Trace } from './traces.ts';

export type Found = { readonly in: string; readonly of: string };
export type Searched = { readonly files: number; readonly bytes: number; readonly found: readonly Found[] };

const CHUNK = 4 * 2 ** 20;

/** Looks through every file below these places, but for `spared`, for what is left of anything. */
export function searchFor(
  traces: readonly Trace[],
  { places, spared, salt }: { places: readonly string[]; spared: readonly string[]; salt: string },
): Searched {
  const files = [...new Set(places.flatMap(filesBelow))].filter((file) => !spared.includes(file));
  const wanted = new Set(traces.map(({ rolling }) => rolling));
  const byDigest = new Map(traces.map(({ digest, file }) => [digest, file]));
  const found = new Map<string, Found>();
  let bytes = 0;
  for (const file of files)
    bytes += eachChunk(file, (chunk) =>
      findRolling(chunk, wanted, (at) => {
        const of = byDigest.get(digestOf(chunk.subarray(at, at + TRACE_BYTES), salt));
        if (of !== undefined) found.set(`${file} ${of}`, { in: file, of });
      }),
    );
  return { files: files.length, bytes, found: [...found.values()] };
}

/** Each chunk begins with the end of the one before, so that nothing lies between two. Gives back how long the file is. */
function eachChunk(file: string, look: (chunk: Uint8Array) => void): number {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    let [length, kept] = [0, 0];
    for (;;) {
      const read = readSync(handle, buffer, kept, CHUNK - kept, null);
      if (read === 0) return length;
      length += read;
      look(buffer.subarray(0, kept + read));
      const tail = Math.min(TRACE_BYTES - 1, kept + read);
      buffer.copyWithin(0, kept + read - tail, kept + read);
      kept = tail;
    }
  } finally {
    closeSync(handle);
  }
}
