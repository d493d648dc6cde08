import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createBulkHasher } from '../../device/access-file/bulk-hasher.ts';
import { openDatabase } from '../../device/storage/database.ts';
import { alwaysOpen } from '../support/office.ts';
import { controllerCommand, controllerEnv } from './start.ts';

const CARDS = 1_000_000;
const BETWEEN_TAPS_MS = 100;
const command = fileURLToPath(new URL('../../.build/access/access.js', import.meta.url));

export type ImportResult = {
  readonly seconds: number;
  /** One bare insert for each of the same cards, in the order of the file, in one transaction on the box's schema. */
  readonly floorSeconds: number;
  /** Of the taps meanwhile: how many doors did not wait for their record, because it took longer than they wait. */
  readonly lateTapsPercent: number;
};

/** A file of a million cards, from the start of the command to the last of them in force, while people come and go. */
export async function benchImport(): Promise<ImportResult> {
  const folder = mkdtempSync(join(tmpdir(), 'ak-bench-'));
  const file = join(folder, 'cards.csv');
  writeFileSync(
    file,
    `kind,number,role\n${uids()
      .map((uid) => `uid,${uid},visitor\n`)
      .join('')}`,
  );
  const box = await startedBox(folder);
  const from = performance.now();
  const importing = spawn(process.execPath, [command, 'import-credentials', file], {
    env: { ...process.env, AK_DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const taps = await tapUntil(once(importing, 'exit'), box.url);
  const seconds = (performance.now() - from) / 1_000;
  if (importing.exitCode !== 0) throw new Error(`the import ended with ${importing.exitCode}`);
  await box.stop();
  const floorSeconds = bareInserts(folder);
  rmSync(folder, { recursive: true });
  return { seconds, floorSeconds, lateTapsPercent: (100 * box.late()) / taps };
}

/** In no order: neither these nor their hashes. */
function uids(): string[] {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return Array.from({ length: CARDS }, (_, n) => `04${hex((n * 2_654_435_761) % 2 ** 32, 8)}${hex(n % 65_536, 4)}`);
}

type Box = { readonly url: string; late(): number; stop(): Promise<void> };

async function startedBox(folder: string): Promise<Box> {
  const child: ChildProcess = spawn(process.execPath, controllerCommand, {
    env: controllerEnv(folder, alwaysOpen),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let late = 0;
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the controller ended')));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { event, url } = JSON.parse(line);
      if (event === 'log-write-slow') late += 1;
      if (event === 'api-listening') resolve(url);
    });
  });
  return {
    url,
    late: () => late,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** How many taps there were. */
async function tapUntil(ended: Promise<unknown>, url: string): Promise<number> {
  let going = true;
  void ended.then(() => {
    going = false;
  });
  let taps = 0;
  for (; going; taps++) {
    await fetch(new URL('sim/readers/front/present', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ uid: `05${taps.toString(16).padStart(12, '0')}` }),
    });
    await pause(BETWEEN_TAPS_MS);
  }
  return taps;
}

function bareInserts(folder: string): number {
  const hasher = createBulkHasher(readFileSync(join(folder, 'credential.key')));
  const hashes = uids().map((uid) =>
    Buffer.from(hasher({ kind: 'uid', canonical: uid.toUpperCase(), randomUid: false }), 'hex'),
  );
  const opened = openDatabase(join(folder, 'bare.sqlite'));
  if (!opened.ok) throw new Error(opened.error.message);
  const { db, close } = opened.value;
  const insert = db.prepare('INSERT INTO credential (hash, role, enrolled_at_ms) VALUES (?, 1, ?)');
  const from = performance.now();
  db.transaction(() => {
    for (const hash of hashes) insert.run(hash, 1);
  })();
  const seconds = (performance.now() - from) / 1_000;
  close();
  return seconds;
}
