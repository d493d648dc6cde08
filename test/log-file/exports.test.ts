import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { outgoingEvents } from '../../device/log-file/export-events.ts';
import { openLogReader } from '../../device/storage/read-log.ts';
import { CARD, leaf, letIn, OTHER_CARD } from '../box/at-door.ts';
import { StoreAtHand, visitOf } from '../storage/purging.ts';
import { changeDatabase, databaseFile, rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type TestBox, withBox } from '../support/with-box.ts';
import { log } from './at-the-command-line.ts';

const HOUR = 3_600_000;
let identity = '';
let recipient = '';
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

async function decrypted(file: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(readFileSync(file), 'text');
}

describe('events', () => {
  test('go encrypted to whom they are for, as the log has them, and the log tells of it before', async () => {
    const box = await withBox();
    await letIn(box);
    const out = join(tempFolder(), 'events.json.age');
    const { exit, told } = await log(box.folder, 'export', 'events', '--to', recipient, '--out', out);
    expect([exit, told]).toMatchObject([0, { ok: true }]);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const lines = (await decrypted(out))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const exported = { records: lines.length, recipients: [recipient], by: 'admin' };
    const audited = rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'events-exported'`);
    expect(audited).toEqual([{ data: JSON.stringify(exported) }]);
    expect(told.records).toBe(lines.length);
    const rows = rowsOf(
      box.folder,
      `SELECT seq, at_ms AS atMs, type FROM access_log ORDER BY seq LIMIT ${lines.length}`,
    );
    expect(lines.map(({ seq, atMs, event: { type } }) => ({ seq, atMs, type }))).toEqual(rows);
    expect(readFileSync(out).includes('access-granted')).toBe(false);
  });

  test('are as many as the log is told of, whatever is logged, purged or unknown meanwhile', async () => {
    const folder = tempFolder();
    const store = new StoreAtHand(folder);
    const visits = (from: number) => Array.from({ length: 1_500 }, (_, n) => visitOf(from + n));
    store.append(visits(0));
    changeDatabase(
      folder,
      "INSERT INTO access_log VALUES (9999, 1, 1, 'of-a-newer-program', '{}', 0, NULL, NULL, NULL, zeroblob(32))",
    );
    const reader = openLogReader(databaseFile(folder));
    if (reader === null) throw new Error('the log does not open');
    onTestFinished(() => reader.close());
    reader.holdStill();
    const { records, lines } = outgoingEvents(reader, { from: epochMs(0), until: epochMs(Date.now()) });
    let written = 0;
    for await (const _ of lines(false, () => {})) {
      written += 1;
      if (written !== 10) continue;
      store.append(visits(1_500));
      store.record(store.purge('visits', 1_400));
    }
    expect([records, written]).toEqual([1_500, 1_500]);
  });

  test('to a recipient too long for the log are told of by its digest', async () => {
    const box = await withBox();
    const long = await identityToRecipient(await generateHybridIdentity());
    const out = join(tempFolder(), 'events.csv.age');
    const to = ['--to', long, '--to', recipient];
    expect((await log(box.folder, 'export', 'events', ...to, '--out', out)).exit).toBe(0);
    const [{ data }] = rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'events-exported'`) as [
      { data: string },
    ];
    const digest = createHash('sha256').update(long).digest('hex');
    expect(JSON.parse(data).recipients).toEqual([`sha256:${digest}`, recipient]);
  });

  test('as CSV hold no cell that a spreadsheet would take for a formula', async () => {
    const box = await withBox();
    await letIn(box);
    const out = join(tempFolder(), 'events.csv.age');
    expect((await log(box.folder, 'export', 'events', '--to', recipient, '--out', out)).exit).toBe(0);
    const rows = parse(await decrypted(out), { columns: true });
    expect(rows).toContainEqual(
      expect.objectContaining({ type: 'access-granted', late: expect.stringMatching(/^[01]$/) }),
    );
    for (const row of rows as Record<string, string>[])
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@-]/);
  });

  test('are not written by a box that does not run, nor to nobody', async () => {
    const box = await withBox();
    await box.stop();
    const folder = tempFolder();
    const out = join(folder, 'events.csv.age');
    expect(await log(box.folder, 'export', 'events', '--to', recipient, '--out', out)).toMatchObject({
      ...{ exit: 69, told: { code: 'box-not-running' } },
    });
    expect(await log(box.folder, 'export', 'events', '--to', 'age1nobody', '--out', out)).toMatchObject({
      ...{ exit: 64, told: { code: 'recipient-malformed' } },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of days that are none are refused', async () => {
    const box = await withBox();
    const out = join(tempFolder(), 'e.csv.age');
    const args = ['export', 'events', '--to', recipient, '--out', out, '--from', '2026-02-30'];
    expect(await log(box.folder, ...args)).toMatchObject({ exit: 64, told: { code: 'day-malformed' } });
    expect(existsSync(out)).toBe(false);
  });
});

describe('visits', () => {
  test('are those of the log, by days, without whose', async () => {
    const box = await anOffice();
    await letIn(box, CARD);
    const out = join(tempFolder(), 'visits.csv.age');
    expect((await log(box.folder, 'export', 'visits', '--to', recipient, '--out', out)).exit).toBe(0);
    const rows = parse(await decrypted(out), { columns: true });
    expect(rows).toEqual([
      expect.objectContaining({
        day: '2026-03-02',
        number: '1',
        ended_by: 'tapped-out',
        role: 'visitor',
        exit: 'front',
      }),
      expect.objectContaining({
        day: '2026-03-02',
        number: '2',
        ended_by: '',
        left: '',
        mode: 'staffed',
        assurance: '1',
      }),
    ]);
  });

  test('want a config that is one', async () => {
    const box = await withBox();
    const args = ['export', 'visits', '--to', recipient, '--out', join(tempFolder(), 'v.csv'), '--config', '/dev/null'];
    expect(await log(box.folder, ...args)).toMatchObject({ exit: 66, told: { code: 'config-unreadable' } });
  });
});

/** A box of two hours: two who came, and one who went. */
async function anOffice(): Promise<TestBox> {
  const box = await withBox();
  for (const uid of [CARD, OTHER_CARD]) {
    await letIn(box, uid);
    await leaf(box, 'open');
    await leaf(box, 'close');
  }
  box.clock.advance(HOUR + 180_000);
  await vi.waitFor(() => expect(rowsOf(box.folder, 'SELECT 1 FROM hour').length).toBeGreaterThan(0));
  return box;
}

describe('statistics', () => {
  test('are days with small counts suppressed, for whoever is not the office itself', async () => {
    const box = await anOffice();
    const out = join(tempFolder(), 'days.csv');
    expect((await log(box.folder, 'export', 'statistics', '--out', out)).exit).toBe(0);
    const [day] = parse(readFileSync(out, 'utf8'), { columns: true }) as Record<string, string>[];
    expect(day).toMatchObject({ day: '2026-03-02', entries: '', exits: '0' });
    expect(Number(day?.actual_staffed)).toBeGreaterThan(59);
  });

  test('that cannot be put where they are to be leave nothing beside it', async () => {
    const box = await anOffice();
    const folder = tempFolder();
    mkdirSync(join(folder, 'days.csv'));
    expect((await log(box.folder, 'export', 'statistics', '--out', join(folder, 'days.csv'))).exit).toBe(73);
    expect(readdirSync(folder)).toEqual(['days.csv']);
  });

  test('are hours as they are, when that is asked for', async () => {
    const box = await anOffice();
    const out = join(tempFolder(), 'hours.json');
    expect((await log(box.folder, 'export', 'statistics', '--out', out, '--exact')).exit).toBe(0);
    const rows = JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>[];
    expect(rows.at(-1)).toMatchObject({ entries: 2, present_peak: 2 });
  });

  test('of libraries tell of visits and of hours, with and without staff', async () => {
    const box = await anOffice();
    const out = join(tempFolder(), 'kb.json');
    expect((await log(box.folder, 'export', 'library-statistics', '--out', out)).exit).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ visits: 2, actual: { withoutStaff: 0 } });
  });
});
