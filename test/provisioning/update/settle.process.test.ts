import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { placesOf } from '../../../provisioning/files/places.ts';
import { Trial } from '../../../provisioning/update/trial/trial.ts';
import { settleScript } from './process-service.ts';

const databaseScript = join(dirname(settleScript), 'database.sh');

/** In memory: each of these boxes waits for its disk a dozen times. */
function memoryFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ak-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ASIDE = 'kiosk.sqlite.rolled-back-2026-11-30T020000.000Z';

/** A box with a release in slot a on trial, which has changed the database; files in place of releases and databases. */
function boxOnTrial() {
  const root = memoryFolder();
  const places = placesOf(root);
  const [next, previous] = [join(places.releases, 'a'), places.packagedRelease];
  for (const folder of [next, previous, places.data]) mkdirSync(folder, { recursive: true });
  const inData = (name: string) => join(places.data, name);
  mkdirSync(inData('before-update'));
  writeFileSync(inData('before-update/aside'), `${ASIDE}\n`);
  for (const [end, what] of [
    ['', ''],
    ['-wal', ' log'],
  ]) {
    writeFileSync(inData(`before-update/kiosk.sqlite${end}`), `old${what}`);
    writeFileSync(inData(`kiosk.sqlite${end}`), `new${what}`);
  }
  writeFileSync(inData('life-sign'), 'new');
  symlinkSync(next, places.currentRelease);
  const trial = new Trial(places);
  trial.begin({ next, previous, restoresDatabase: true });
  const read = (name: string) => readFileSync(inData(name), 'utf8');
  return { root, places, trial, read, current: () => basename(readlinkSync(places.currentRelease)) };
}
type Box = ReturnType<typeof boxOnTrial>;

const settle = ({ root }: Box) => spawnSync('/bin/sh', [settleScript, root]).status;
const database = (verb: string, data: string) => spawnSync('/bin/sh', [databaseScript, verb, data]).status;

/** Runs a script until it is about to run its nth command, and kills it there; false when it has fewer. */
function cutBefore(nth: number, script: string, ...args: readonly string[]): boolean {
  const traced = `set -T; n=0; trap '(( ++n < ${nth} )) || kill -9 $$' DEBUG; . "$0"`;
  return spawnSync('bash', ['-c', traced, script, ...args]).signal === 'SIGKILL';
}

function expectRolledBack(box: Box, at: string): void {
  expect([box.current(), box.read('kiosk.sqlite'), box.read('kiosk.sqlite-wal')], at).toEqual([
    'release',
    'old',
    'old log',
  ]);
  const aside = readdirSync(box.places.data)
    .filter((name) => name.includes('rolled-back'))
    .toSorted();
  expect(aside.map(box.read), at).toEqual(['new', 'new log']);
  expect(aside, at).toEqual([ASIDE, `${ASIDE}-wal`]);
  const left = ['before-update', 'life-sign'].filter((name) => existsSync(join(box.places.data, name)));
  expect([box.trial.isOn, box.trial.rolledBack()?.code, left], at).toEqual([false, 'crash-loop', []]);
}

test('a release on trial may be started twice; before the third start it is given up, and its database with it', () => {
  const box = boxOnTrial();
  for (const start of [1, 2]) {
    expect(settle(box)).toBe(0);
    expect([box.current(), box.read('kiosk.sqlite')], `start ${start}`).toEqual(['a', 'new']);
  }
  expect(settle(box)).toBe(0);
  expectRolledBack(box, 'start 3');
  expect(settle(box)).toBe(0);
  expectRolledBack(box, 'start 4');
});

test('a power cut before any of its commands is survived', () => {
  let cut = true;
  for (let nth = 1; cut; nth++) {
    const box = boxOnTrial();
    box.trial.giveUp({ code: 'crash-loop', detail: 'x' });
    cut = cutBefore(nth, settleScript, box.root);
    expect(settle(box)).toBe(0);
    expectRolledBack(box, `command ${nth}`);
  }
});

test('a power cut before any of the commands that put the database back is survived', () => {
  let cut = true;
  for (let nth = 1; cut; nth++) {
    const box = boxOnTrial();
    box.trial.giveUp({ code: 'crash-loop', detail: 'x' });
    cut = cutBefore(nth, databaseScript, 'restore', box.places.data);
    expect(settle(box)).toBe(0);
    expectRolledBack(box, `command ${nth}`);
  }
});

test('a copy of the database that the power cut is none', () => {
  let cut = true;
  for (let nth = 1; cut; nth++) {
    const { data } = placesOf(memoryFolder());
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'kiosk.sqlite'), 'old');
    cut = cutBefore(nth, databaseScript, 'keep', data);
    const copy = join(data, 'before-update', 'kiosk.sqlite');
    if (existsSync(dirname(copy))) {
      expect(readFileSync(copy, 'utf8'), `command ${nth}`).toBe('old');
      const aside = readFileSync(join(dirname(copy), 'aside'), 'utf8');
      expect(aside).toMatch(/^kiosk\.sqlite\.rolled-back-\d{4}-\d\d-\d\dT\d{6}\.000Z\n$/);
    }
    expect(database('keep', data)).toBe(0);
    expect(readdirSync(data).toSorted()).toEqual(['before-update', 'kiosk.sqlite']);
    expect(database('forget', data)).toBe(0);
    expect(readdirSync(data)).toEqual(['kiosk.sqlite']);
  }
});

test('a link that a package has set otherwise since is left as it is', () => {
  const box = boxOnTrial();
  const linked = placesOf(box.root).packagedRelease;
  spawnSync('ln', ['-sfn', linked, box.places.currentRelease]);
  for (let start = 0; start < 4; start++) expect(settle(box)).toBe(0);
  expect([box.current(), box.read('kiosk.sqlite')]).toEqual(['release', 'new']);
});

test('a link that cannot be made changes nothing, and keeps no controller from starting', () => {
  const box = boxOnTrial();
  box.trial.giveUp({ code: 'crash-loop', detail: 'x' });
  mkdirSync(join(box.places.releases, 'current.part'));
  expect([settle(box), box.current(), box.read('kiosk.sqlite')]).toEqual([0, 'a', 'new']);
});

test('on a database that is put back half no controller starts', () => {
  const box = boxOnTrial();
  box.trial.giveUp({ code: 'crash-loop', detail: 'x' });
  // As of a disk that does not read any more.
  rmSync(join(box.places.data, 'before-update/aside'));
  expect(settle(box)).not.toBe(0);
  expect(box.current()).toBe('a');
});

test('without a trial it takes a moment', () => {
  const box = boxOnTrial();
  box.trial.end();
  const began = performance.now();
  expect(settle(box)).toBe(0);
  expect(performance.now() - began).toBeLessThan(500);
});
