import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { BoxClient } from '../../../provisioning/box/controller/box-client.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { databaseSchema } from '../../../provisioning/update/release/admission.ts';
import { doorOf } from '../../../provisioning/update/trial/door-client.ts';
import { runAsOwner } from '../../../provisioning/update/trial/run-as-owner.ts';
import { Trial } from '../../../provisioning/update/trial/trial.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { databaseHeader } from './a-box.ts';
import { settleScript } from './process-service.ts';

/** Debian’s `nobody`. */
const NOBODY = 65_534;
const asRoot = test.skipIf(process.getuid?.() !== 0);

function boxOfNobody() {
  const root = tempFolder();
  chmodSync(root, 0o755);
  const places = placesOf(root);
  mkdirSync(places.releases, { recursive: true });
  mkdirSync(places.data, { mode: 0o700 });
  writeFileSync(join(places.data, 'kiosk.sqlite'), 'new', { mode: 0o600 });
  chownSync(join(places.data, 'kiosk.sqlite'), NOBODY, NOBODY);
  chownSync(places.data, NOBODY, NOBODY);
  const next = join(places.releases, 'a');
  symlinkSync(next, places.currentRelease);
  const trial = new Trial(places);
  trial.begin({ next, previous: places.packagedRelease, restoresDatabase: true });
  trial.giveUp({ code: 'not-ready', detail: 'x' });
  return places;
}

asRoot('the database is put back by its owner, and stays its owner’s', () => {
  const { root, data } = boxOfNobody();
  const copy = join(data, 'before-update');
  mkdirSync(copy);
  writeFileSync(join(copy, 'kiosk.sqlite'), 'old', { mode: 0o600 });
  writeFileSync(join(copy, 'aside'), 'kiosk.sqlite.rolled-back-2026-11-30T020000.000Z\n');
  for (const path of [copy, join(copy, 'kiosk.sqlite'), join(copy, 'aside')]) chownSync(path, NOBODY, NOBODY);
  expect(spawnSync('/bin/sh', [settleScript, root]).status).toBe(0);
  const owners = readdirSync(data).map((name) => statSync(join(data, name)).uid);
  expect(owners).toEqual([NOBODY, NOBODY]);
});

asRoot('what the owner of the data folder has put there leads root nowhere', () => {
  const { root, data } = boxOfNobody();
  const secret = tempFolder();
  writeFileSync(join(secret, 'kiosk.sqlite'), 'root’s', { mode: 0o600 });
  symlinkSync(secret, join(data, 'before-update'));
  spawnSync('/bin/sh', [settleScript, root]);
  expect(readdirSync(secret)).toEqual(['kiosk.sqlite']);
  expect(existsSync(join(data, 'kiosk.sqlite'))).toBe(true);
});

asRoot('a program is run by the owner, with nothing of root’s environment', async () => {
  const { data } = boxOfNobody();
  process.env.AK_TEST_SECRET = 'x';
  const ran = await runAsOwner(data, ['/bin/sh', '-c', 'id -u; id -G; echo "$AK_TEST_SECRET"'], { longestMs: 10_000 });
  expect(ran).toMatchObject({ exit: 0, stdout: `${NOBODY}\n${NOBODY}\n\n` });
});

test('a program that hangs is ended', async () => {
  const ran = await runAsOwner(tempFolder(), ['/bin/sleep', '60'], { longestMs: 50 });
  expect(ran.exit).toBeNull();
});

type Answers = Promise<{ readonly ok: boolean }>;
const clients: readonly (readonly [who: string, (data: string) => Answers])[] = [
  ['the update', (data) => doorOf({ data }).health()],
  ['a command of the box', (data) => new BoxClient(data).ask('GET', 'health', z.unknown())],
];

test.each(clients)('%s follows no link in the data folder, and waits for no pipe there', async (_, ask) => {
  const told: (string | undefined)[] = [];
  const server = createServer(({ headers }, answer) => {
    told.push(headers.authorization);
    answer.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const [data, elsewhere] = [tempFolder(), tempFolder()];
  writeFileSync(join(data, 'api-url'), `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const token = join(data, 'admin-token');
  writeFileSync(join(elsewhere, 'secret'), 'of-root');
  symlinkSync(join(elsewhere, 'secret'), token);
  expect(await ask(data)).toMatchObject({ ok: false });
  expect(told).toEqual([]);
  rmSync(token);
  spawnSync('mkfifo', [token]);
  expect(await ask(data)).toMatchObject({ ok: false });
  rmSync(token);
  writeFileSync(token, 'token');
  await ask(data);
  expect(told).toEqual(['Bearer token']);
});

test('the schema is read of a plain file alone', () => {
  const [data, elsewhere] = [tempFolder(), tempFolder()];
  const database = join(data, 'kiosk.sqlite');
  writeFileSync(join(elsewhere, 'other'), databaseHeader(3));
  symlinkSync(join(elsewhere, 'other'), database);
  expect(databaseSchema({ data })).toBeNull();
  rmSync(database);
  spawnSync('mkfifo', [database]);
  expect(databaseSchema({ data })).toBeNull();
  rmSync(database);
  writeFileSync(database, databaseHeader(3));
  expect(databaseSchema({ data })).toBe(3);
});
