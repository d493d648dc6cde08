import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from '../../command-line/flush-folder.ts';

/** Puts a file in place as a whole: after a power cut there is the old one or the new one. */
export function writeWhole(file: string, content: string): void {
  const part = `${file}.part`;
  writeFileSync(part, content, { mode: 0o644, flush: true });
  renameSync(part, file);
  flushFolder(dirname(file));
}
