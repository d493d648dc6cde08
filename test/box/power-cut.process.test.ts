import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { parseUid } from '../../device/domain/credential.ts';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';
import { createPseudonyms } from '../../device/drivers/pseudonyms.ts';
import bundles from '../../rolldown.config.ts';
import { brokenLinks } from '../support/chain.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

/**
 * How often the power is cut, in all. For a night, or for a change of the storage:
 * `AK_POWER_CUTS=1000 npx vitest run --project one-at-a-time power-cut`.
 */
const CUTS = Number(process.env.AK_POWER_CUTS ?? 100);
const CHAINS = 2;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = here('../../.build/power-cut');

/** By pseudonyms that last it can be told whose taps are in the log, without asking the box. */
const config = JSON.stringify({
  ...alwaysOpen,
  privacy: { pseudonyms: 'stable', stableBecause: 'So that a test can tell which tap a row of the log is of.' },
});

/** Built as the controller itself is, so that a start takes no longer than it does. */
beforeAll(async () => {
  const [controller] = bundles;
  const input = {
    child: here('./power-cut-child.ts'),
    'storage-worker': here('../../device/storage/storage-worker.ts'),
  };
  // Without plugins: the list of what is in the controller itself is not this one's to write.
  await build({ ...controller, plugins: [], input, output: { ...controller?.output, dir: built } });
});

const Line = z.union([
  z.strictObject({ presented: z.string() }),
  z.strictObject({ said: z.string(), who: z.string().nullable() }),
  z.object({ energised: z.boolean() }),
]);
type Line = z.infer<typeof Line>;

function traceOf(folder: string): readonly Line[] {
  const lines = readFileSync(join(folder, 'trace'), 'utf8').trim().split('\n');
  return lines.map((line) => Line.parse(JSON.parse(line)));
}

/**
 * Who was granted access, for as many doors as were opened while the disk was quick enough: rows are stored in their
 * order, so that these are on disk. By the rule at the door others are opened before theirs are, and the box says so
 * first.
 */
function letInIn(trace: readonly Line[]): readonly string[] {
  const slow = trace.findIndex((line) => 'said' in line && line.said === 'log-write-failed');
  const inTime = slow === -1 ? trace : trace.slice(0, slow);
  const opened = inTime.filter((line) => 'energised' in line && line.energised).length;
  return inTime.flatMap((line) => ('said' in line && line.who !== null ? [line.who] : [])).slice(0, opened);
}

const presentedIn = (trace: readonly Line[]) => trace.flatMap((line) => ('presented' in line ? [line.presented] : []));

function grantsIn(folder: string): readonly string[] {
  const select = `SELECT lower(hex(subject)) AS who FROM access_log WHERE type = 'access-granted' ORDER BY seq`;
  return (rowsOf(folder, select) as { who: string }[]).map(({ who }) => who);
}

/** What the log of this box calls a card. */
function pseudonymsOf(folder: string): (uid: string) => string {
  const key = readFileSync(join(folder, 'credential.key'));
  const [hasher, pseudonyms] = [createCredentialHasher(key), createPseudonyms('stable', key, join(folder, 'none'))];
  return (uid) => {
    const card = parseUid(uid);
    if (!card.ok) throw new Error(card.error.message);
    return pseudonyms.of(hasher(card.value).hash);
  };
}

/** Kills it at a moment that is chosen anew each time: before the first tap, between two, or while one is under way. */
async function cutPower(child: ChildProcess): Promise<void> {
  for (let messages = Math.floor(Math.random() * 16); messages >= 0; messages--) await once(child, 'message');
  // Spread over what a tap and its commit take.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** One box that is killed again and again, each time on the data that the cut before left. Returns how many were let in. */
async function chain(cuts: number): Promise<number> {
  const folder = tempFolder();
  const screen = here('../fixtures/screen');
  let [traced, seen, logged]: [number, number, readonly string[]] = [0, 0, []];
  for (let cut = 1; cut <= cuts; cut++) {
    const firstCard = presentedIn(traced === 0 ? [] : traceOf(folder)).length;
    const child = fork(join(built, 'child.js'), [folder, screen, config, String(firstCard)]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await cutPower(child);
    const at = `after cut ${cut} in ${folder}`;
    const [trace, grants] = [traceOf(folder), grantsIn(folder)];
    expect(brokenLinks(folder), at).toEqual([]);
    expect(grants.slice(0, logged.length), at).toEqual(logged);
    const letIn = letInIn(trace.slice(traced));
    expect(
      letIn.filter((who) => !grants.includes(who)),
      at,
    ).toEqual([]);
    seen += letIn.length;
    [traced, logged] = [trace.length, grants];
  }
  // Each card was presented once, and no other is in the log.
  const known = new Set(presentedIn(traceOf(folder)).map(pseudonymsOf(folder)));
  expect(logged.filter((who) => !known.has(who))).toEqual([]);
  expect(new Set(logged).size).toBe(logged.length);
  expect(rowsOf(folder, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  return seen;
}

test(`after each of ${CUTS} kills -9 under load nothing that was granted is missing from the log, no visit is invented, and the log verifies (I8)`, async () => {
  const letIn = await Promise.all(Array.from({ length: CHAINS }, () => chain(CUTS / CHAINS)));
  // The cuts came while doors were opening, and on a machine that was quick enough to tell by.
  expect(letIn.reduce((sum, persons) => sum + persons, 0)).toBeGreaterThan(CUTS / 2);
}, 10_000_000);
