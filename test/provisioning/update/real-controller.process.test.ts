import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../device/storage/migrations.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { bootId } from '../../support/boot-id.ts';
import { brokenLinks } from '../../support/chain.ts';
import { office } from '../../support/office.ts';
import { databaseFile, rowsOf } from '../../support/storage.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { boxAt } from './a-box.ts';
import { type MadeRelease, madeRelease, maker, pem, writeRelease } from './a-release.ts';
import { ProcessService } from './process-service.ts';

const inCheckout = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const SCHEMA = migrations.length;

/** The controller and the command as they ship, under another version. */
function realRelease(version: string): Promise<MadeRelease> {
  const change = (tree: string) => {
    for (const part of ['controller', 'log']) {
      rmSync(join(tree, '.build', part), { recursive: true });
      cpSync(inCheckout(`.build/${part}`), join(tree, '.build', part), { recursive: true });
    }
    cpSync(inCheckout('test/fixtures/screen'), join(tree, '.build/renderer'), { recursive: true });
  };
  return madeRelease({ version, schema: SCHEMA }, { change });
}

/** A box that was off since the release before the last change of the schema, in an office that is closed. */
function closedBox() {
  const root = tempFolder();
  const places = placesOf(root);
  for (const folder of [places.settings, places.data, places.releases]) mkdirSync(folder, { recursive: true });
  writeFileSync(places.releaseKey, pem(maker.publicKey));
  writeRelease(places.packagedRelease, { version: '1.0.0', schema: SCHEMA - 1 });
  symlinkSync(places.packagedRelease, places.currentRelease);
  // The releases of this test carry no native packages.
  symlinkSync(inCheckout('node_modules'), join(root, 'node_modules'));
  writeFileSync(places.config, JSON.stringify({ ...office, policy: 'open', office: closed }));
  const service = new ProcessService(places, { AK_CONFIG: places.config, AK_SIM_TRACE: join(root, 'strike') });
  onTestFinished(() => service.cut());
  return boxAt(root, service);
}

const closed = { ...office.office, openingHours: '2020 Dec 24 10:00-11:00' };

/** An hour ago: what is much older is purged. */
const LOGGED_AT = Date.now() - 3_600_000;

function writeOldDatabase(folder: string): void {
  const db = new SqliteDatabase(databaseFile(folder));
  const [before, last] = [migrations.slice(0, 1), migrations.slice(1, SCHEMA - 1)];
  const take = (steps: typeof migrations) => {
    for (const step of steps) typeof step === 'string' ? db.exec(step) : step(db);
  };
  take(before);
  db.exec(
    `INSERT INTO access_log (boot_id, at_ms, type, data) VALUES ('${bootId}', ${LOGGED_AT}, 'occupancy-reset', '{}')`,
  );
  take(last);
  db.pragma(`user_version = ${SCHEMA - 1}`);
  db.close();
  chmodSync(databaseFile(folder), 0o600);
}

test('a real controller takes over the database of an older release, and says of itself that the door is well', async () => {
  const box = closedBox();
  writeOldDatabase(box.places.data);
  expect(await box.apply(await realRelease('1.1.0'), '--now')).toMatchObject({ exit: 0, told: { to: '1.1.0' } });
  expect([await box.version(), box.current(), box.schema(), box.aside()]).toEqual(['1.1.0', 'a', SCHEMA, []]);
  // Now it is asked whether it may, which parts are well, and to write down what became of it.
  expect(await box.apply(await realRelease('1.2.0'))).toMatchObject({ exit: 0, told: { from: '1.1.0', to: '1.2.0' } });
  await box.service.stop();
  const told = `SELECT json_extract(data, '$.release') AS told FROM access_log WHERE type = 'release-confirmed' ORDER BY seq`;
  expect(rowsOf(box.places.data, told)).toEqual([{ told: '1.1.0' }, { told: '1.2.0' }]);
  expect(rowsOf(box.places.data, 'SELECT at_ms FROM access_log WHERE seq = 1')).toEqual([{ at_ms: LOGGED_AT }]);
  expect(brokenLinks(box.places.data)).toEqual([]);
}, 120_000);
