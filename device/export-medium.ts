import { spawn } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ExportKind, Exports } from './contract/exports.ts';
import { err, ok, type Result } from './contract/result.ts';
import { giveWay } from './drivers/give-way.ts';
import type { ExportMedium, ExportRun } from './ports/exports.ts';

type MediumParts = {
  readonly exports: Exports;
  readonly dataFolder: string;
  /** In place of looking whether a file system is mounted there. */
  readonly isMounted?: ((folder: string) => Promise<boolean>) | undefined;
};

/** What `npm run log -- export` says how far it is, and what came of it. */
const REACHED = /: (\d+) %$/;
const Told = z.looseObject({ ok: z.boolean(), code: z.string().optional() });

/** A folder that a medium is mounted on. What goes there is written by the log's own command, in a process of its own. */
export function exportMedium({ exports, dataFolder, isMounted = mountedAt }: MediumParts): ExportMedium {
  const { folder, recipient } = exports;
  return {
    encrypts: recipient !== undefined,
    isThere: () => isMounted(folder),
    begin(what, name, reached) {
      const out = join(folder, name);
      return runCommand([...argumentsFor(what, recipient), '--out', out, '--json'], { dataFolder, out, reached });
    },
  };
}

/** Another device than what holds the folder that it is mounted in; else it would be written to the box's own disk. */
async function mountedAt(folder: string): Promise<boolean> {
  try {
    const [own, parent] = await Promise.all([stat(folder), stat(dirname(folder))]);
    return own.isDirectory() && own.dev !== parent.dev;
  } catch {
    return false;
  }
}

function argumentsFor(what: ExportKind, recipient: string | undefined): readonly string[] {
  return ['export', what, ...(what === 'statistics' || recipient === undefined ? [] : ['--to', recipient])];
}

type Running = {
  readonly dataFolder: string;
  readonly out: string;
  readonly reached: (percent: number) => void;
};

function runCommand(args: readonly string[], { dataFolder, out, reached }: Running): ExportRun {
  let cancelled = false;
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, AK_DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  giveWay(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  createInterface(child.stderr).on('line', (line) => {
    const percent = Number(REACHED.exec(line)?.[1]);
    if (percent <= 100) reached(percent);
  });
  const said = text(child.stdout);
  const ended = async (): Promise<Result<void, { readonly code: string }>> => {
    await closed;
    const told = toldIn(await said);
    if (told?.ok) return ok(undefined);
    await rm(`${out}.unfinished`, { force: true }).catch(() => {});
    return err({ code: cancelled ? 'cancelled' : (told?.code ?? 'export-failed') });
  };
  return {
    ended: ended(),
    cancel() {
      cancelled = true;
      child.kill('SIGKILL');
    },
  };
}

/** Null when it came to no end. */
function toldIn(said: string): z.infer<typeof Told> | null {
  try {
    return Told.safeParse(JSON.parse(said)).data ?? null;
  } catch {
    return null;
  }
}

/** As it lies beside this file, in the sources and as it is built. */
const command = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './log-cli.ts' : '../log/log.js', import.meta.url),
);
