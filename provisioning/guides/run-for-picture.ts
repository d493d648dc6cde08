import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';

const LONGEST_RUN_MS = 120_000;
/** The escape sequences of ECMA-48 (§5.4) by which a terminal is coloured and a bar is drawn. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one.
const SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]/g;

export type Run = { readonly lines: readonly string[]; readonly exit: number };

/** Runs a command by itself, without a shell, and gives what it said, on both of its streams in the order of saying. */
export function runForPicture([program = '', ...args]: readonly string[]): Result<
  Run,
  { code: string; detail: string }
> {
  const folder = mkdtempSync(join(tmpdir(), 'ak-picture-'));
  const file = join(folder, 'said');
  const said = openSync(file, 'a');
  try {
    const { status, error } = spawnSync(program, args, {
      stdio: ['ignore', said, said],
      timeout: LONGEST_RUN_MS,
      env: { ...process.env, NO_COLOR: '1' },
    });
    if (error !== undefined) return err({ code: 'command-not-run', detail: `${program}: ${error.message}` });
    return ok({ lines: linesOf(readFileSync(file, 'utf8')), exit: status ?? 1 });
  } finally {
    closeSync(said);
    rmSync(folder, { recursive: true });
  }
}

/** As they stood on the screen at the end. */
function linesOf(text: string): readonly string[] {
  const lines = text.replace(SEQUENCE, '').trimEnd().split('\n');
  return lines.map((line) => line.trimEnd().replace(/^.*\r/, ''));
}
