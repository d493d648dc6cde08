import { generateKeyPairSync, sign } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placesOf } from '../../../provisioning/files/places.ts';
import { LARGEST_MANIFEST, openManifest, signManifest } from '../../../provisioning/update/release/signed-manifest.ts';
import { StateFile } from '../../../provisioning/update/slots/state.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { boxAt, databaseHeader } from './a-box.ts';
import { type MadeRelease, madeRelease, maker, pem, type ReleaseOptions, writeRelease } from './a-release.ts';
import { ProcessService } from './process-service.ts';

/** A box that nothing runs on: what is refused here is refused before anybody asks the door. */
function stillBox(freeBytes = 2 ** 40) {
  const root = tempFolder();
  const places = placesOf(root);
  for (const folder of [places.settings, places.data, places.releases]) mkdirSync(folder, { recursive: true });
  writeFileSync(places.releaseKey, pem(maker.publicKey));
  writeRelease(places.packagedRelease, { version: '1.0.0', schema: 2 });
  symlinkSync(places.packagedRelease, places.currentRelease);
  return boxAt(root, new ProcessService(places), { freeBytes: () => freeBytes });
}

/** Refused, and the box is as it was. */
async function expectRefused(release: MadeRelease, exit: number, code: string, box = stillBox()) {
  expect(await box.apply(release, '--now')).toMatchObject({ exit, told: { outcome: 'failed', code } });
  expect(box.current()).toBe('release');
  expect(readdirSync(box.places.releases).filter((name) => !['current', 'lock', 'state.json'].includes(name))).toEqual(
    [],
  );
}

test('every change of a bit of the manifest is seen', async () => {
  const { manifest } = await madeRelease({ version: '1.1.0' });
  const file = readFileSync(manifest);
  const opens = (bytes: Uint8Array) => openManifest(bytes, maker.publicKey, Date.now()).ok;
  expect(opens(file)).toBe(true);
  for (const [index, byte] of file.entries())
    for (const bit of [0, 1, 2, 5, 7]) {
      const changed = Buffer.from(file);
      changed[index] = byte ^ (1 << bit);
      expect(opens(changed), `byte ${index}, bit ${bit}`).toBe(false);
    }
  expect(opens(file.subarray(0, -1))).toBe(false);
  expect(opens(Buffer.concat([file, Buffer.from('\n')]))).toBe(false);
  expect(opens(Buffer.concat([file, Buffer.alloc(20_000, 32)]))).toBe(false);
});

test('a manifest that is longer than any is not looked at, whoever signed it', async () => {
  const { manifest } = await madeRelease({ version: '1.1.0' });
  const file = readFileSync(manifest, 'utf8');
  const body = Buffer.from(file.slice(file.indexOf('\n') + 1) + ' '.repeat(LARGEST_MANIFEST));
  const signature = sign(null, body, maker.privateKey).toString('base64');
  const long = Buffer.concat([Buffer.from(`ak-release-signature/1 ${signature}\n`), body]);
  const opened = openManifest(long, maker.publicKey, Date.now());
  expect(opened).toMatchObject({ ok: false, error: { code: 'manifest-malformed' } });
});

test('a manifest that another key signed is refused', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  await expectRefused(await madeRelease({ version: '1.1.0' }, { key: privateKey }), 76, 'signature-wrong');
});

test('a manifest that nobody signed is refused', async () => {
  const release = await madeRelease({ version: '1.1.0' });
  const file = readFileSync(release.manifest, 'utf8');
  writeFileSync(release.manifest, file.slice(file.indexOf('\n') + 1));
  await expectRefused(release, 65, 'manifest-malformed');
});

test('a box that knows no maker takes nothing', async () => {
  const box = stillBox();
  writeFileSync(box.places.releaseKey, '');
  await expectRefused(await madeRelease({ version: '1.1.0' }), 66, 'release-key-missing', box);
});

test('a release that has expired is refused', async () => {
  const release = await madeRelease({ version: '1.1.0' }, { sign: ['--expires', '2026-01-01T00:00:00Z'] });
  await expectRefused(release, 1, 'release-expired');
});

test.each(['0.9.9', '1.0.0', '1.0.0-rc.1'])('release %s is refused where 1.0.0 runs', async (version) => {
  await expectRefused(await madeRelease({ version, schema: 2 }), 1, 'release-not-newer');
});

test('a release for another architecture is refused', async () => {
  const architecture = process.arch === 'x64' ? 'arm64' : 'amd64';
  await expectRefused(await madeRelease({ version: '1.1.0', architecture }), 1, 'architecture-wrong');
});

test('a release that does not know the schema of the database is refused, and one that wants a newer one', async () => {
  const box = stillBox();
  writeFileSync(join(box.places.data, 'kiosk.sqlite'), databaseHeader(2));
  await expectRefused(await madeRelease({ version: '1.1.0', schema: 1 }), 1, 'schema-older-than-database', box);
  const release = await madeRelease({ version: '1.1.0', schema: 4 }, { sign: ['--minimum-schema', '3'] });
  await expectRefused(release, 1, 'schema-not-supported', box);
});

test('an archive that is cut off, longer, or another one is refused', async () => {
  for (const spoil of [
    (file: string) => truncateSync(file, readFileSync(file).length - 1),
    (file: string) => appendFileSync(file, 'x'),
    (file: string) => {
      const bytes = readFileSync(file);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
  ]) {
    const release = await madeRelease({ version: '1.1.0' });
    spoil(release.archive);
    await expectRefused(release, 65, 'archive-wrong');
  }
});

test('an archive with another release in it than was signed is refused', async () => {
  for (const otherwise of [{ version: '1.2.0' }, { schema: 3 }]) {
    const release = await madeRelease({ version: '1.1.0', schema: 2 });
    const genuine = openManifest(readFileSync(release.manifest), maker.publicKey, Date.now());
    if (!genuine.ok) throw new Error(genuine.error.detail);
    writeFileSync(release.manifest, signManifest({ ...genuine.value, ...otherwise }, maker.privateKey));
    const box = stillBox();
    expect(await box.apply(release, '--now')).toMatchObject({ exit: 65, told: { code: 'release-not-as-signed' } });
    expect(box.current()).toBe('release');
  }
});

test('where there is no archive, or no manifest, nothing is begun', async () => {
  const release = await madeRelease({ version: '1.1.0' });
  await expectRefused({ ...release, archive: `${release.archive}.none` }, 66, 'archive-unreadable');
  await expectRefused({ ...release, manifest: `${release.manifest}.none` }, 66, 'source-empty');
});

test('where the disk has no room for it nothing is written', async () => {
  const box = stillBox(100 * 1024);
  await expectRefused(await madeRelease({ version: '1.1.0', schema: 2 }), 75, 'disk-full', box);
  expect(existsSync(join(box.places.releases, 'a'))).toBe(false);
});

describe('nobody goes back', () => {
  /** A box with release 1.1.0 in a slot, after what the package brought. */
  function updatedBox(packaged: ReleaseOptions) {
    const box = stillBox();
    const slot = join(box.places.releases, 'a');
    writeRelease(slot, { version: '1.1.0', schema: 2 });
    writeRelease(box.places.packagedRelease, packaged);
    rmSync(box.places.currentRelease);
    symlinkSync(slot, box.places.currentRelease);
    return box;
  }

  test('to a release that does not know the database any more', async () => {
    const box = updatedBox({ version: '1.0.0', schema: 1 });
    writeFileSync(join(box.places.data, 'kiosk.sqlite'), databaseHeader(2));
    expect(await box.rollBack('--now')).toMatchObject({ exit: 1, told: { code: 'schema-older-than-database' } });
  });

  test.each([
    ['to one that is newer, as one that waits where the one before was', '1.2.0'],
    ['to another one than ran before, as one that was refused once it lay there', '1.0.5'],
  ])('%s', async (_, version) => {
    const box = updatedBox({ version: '1.1.0', schema: 2 });
    const before = { folder: join(box.places.releases, 'b'), version: '1.0.0' };
    writeRelease(before.folder, { version, schema: 2 });
    const at = '2026-11-30T02:00:00.000Z';
    new StateFile(box.places).write({ confirmed: { version: '1.1.0', sha256: null, before, at } });
    expect(await box.rollBack('--now')).toMatchObject({ exit: 1, told: { code: 'nothing-to-go-back-to' } });
  });
});
