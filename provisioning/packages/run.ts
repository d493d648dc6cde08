import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { readArguments } from './arguments.ts';
import { sourceDate } from './epoch.ts';
import { makePackages } from './make-packages.ts';

/** `npm run package`, when its inputs are there. */
export function runPackage(args: readonly string[], checkout: string, { note }: Terminal): Outcome {
  const asked = readArguments(args, checkout);
  if (!asked.ok) return failed(EXIT.usage, 'usage', asked.error.detail);
  mkdirSync(asked.value.out, { recursive: true });
  const epoch = sourceDate(checkout, process.env);
  const made = makePackages({ ...asked.value, checkout, epoch, note });
  if (!made.ok) return failed(EXIT.failed, made.error.code, made.error.detail);
  const files = made.value.map((file) => ({ file, bytes: statSync(file).size, sha256: digest(file) }));
  return {
    exit: EXIT.done,
    lines: files.map(({ file, bytes, sha256 }) => `${sha256}  ${basename(file)}  ${(bytes / 1e6).toFixed(1)} MB`),
    told: { outcome: 'packages-made', version: asked.value.version, files },
  };
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
