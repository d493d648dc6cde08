import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withDiskFaults } from '../../../provisioning/box/disk-fault.ts';
import { retire } from '../../../provisioning/box/retire/retire.ts';
import { Statement } from '../../../provisioning/box/retire/statement.ts';
import { verifyStatement } from '../../../provisioning/box/retire/verify-statement.ts';
import { type Places, placesOf } from '../../../provisioning/files/places.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { alwaysOpen } from '../../support/office.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aroundWith, emptyBox, terminalOf } from './around.ts';
import { PowerCut, withPowerCut } from './power-cut.ts';

const OFFICE = 'testerna/kontoret';

/** A box on which people have come in, and which is still running. */
async function usedBox() {
  const { places, put } = emptyBox();
  const controller = new ControllerProcess({ folder: places.data, config: alwaysOpen });
  await controller.post('/sim/readers/front/present', { uid: '04A1B2C3D4E5F6' });
  await controller.said('access-granted');
  const library = { system: 'sip2', login: { passwordFile: '/srv/sip2-password' } };
  put(places.config, JSON.stringify({ ...alwaysOpen, library }), 0o640);
  put(join(places.root, 'srv/sip2-password'), 'hemligt', 0o600);
  put(places.brokerKey, '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3vM9\n', 0o600);
  put(join(places.releases, 'update-state.json'), '{}');
  put(join(places.releases, 'a/release.json'), '{"version":"2.0.0"}');
  put(join(places.root, 'var/log/journal/machine/system.journal'), 'nothing of it');
  // As V8 keeps what it has compiled, which ends like many a program.
  const program = Buffer.concat([Buffer.from('code'), Buffer.alloc(64)]);
  put(join(places.root, 'var/cache/ak-controller/v24/f5f734a8'), program, 0o600);
  put(join(places.releases, 'a/bin/node'), program);
  put(join(places.data, 'kiosk.sqlite.before-restore-2026-01-01T000000.000Z'), 'old rows', 0o600);
  return { places, put, controller };
}

/** The command with what the machine then says; `statement` is where it writes. */
function retiring(places: Places, cutBefore = Number.POSITIVE_INFINITY) {
  const statement = join(places.root, 'statement.json');
  const { around, ran } = aroundWith({
    onRun: (line) => (/^(systemctl|journalctl) /.test(line) ? { status: 0, output: '' } : undefined),
  });
  const terminal = terminalOf();
  const args = ['--root', places.root, '--yes', '--statement', statement];
  return {
    ...{ statement, ran, noted: terminal.noted },
    done: withPowerCut(cutBefore, () => retire(args, terminal, around)),
  };
}

test('a retired box has neither keys nor data, and a statement signed by the key that went last', async () => {
  const { places, controller } = await usedBox();
  const secrets = ['admin-token', 'session-secret', 'box.key', 'credential.key'].map((name) =>
    readFileSync(join(places.data, name), 'latin1').trim(),
  );
  const boxKey = join(tempFolder(), 'box-key.pub');
  cpSync(join(places.data, 'box-key.pub'), boxKey);
  expect(await retiring(places).done).toMatchObject({ exit: 75, told: { code: 'box-running' } });
  expect(existsSync(places.config)).toBe(true);
  await controller.stop();
  const { done, ran, noted, statement } = retiring(places);
  const told = await done;
  expect(told).toMatchObject({ exit: 0, told: { outcome: 'done', office: OFFICE } });
  const gone = [places.settings, places.data, join(places.root, 'srv/sip2-password')];
  expect(gone.filter((place) => existsSync(place))).toEqual([]);
  expect(readdirSync(places.releases)).toEqual(['a']);
  expect(ran).toContain('systemctl disable --now ak-controller.service');
  expect(ran).toContain('journalctl --vacuum-time=1s');
  const said = JSON.stringify([told, noted, readFileSync(statement, 'latin1')]);
  for (const secret of secrets) expect(said).not.toContain(secret);
  const verified = verifyStatement(['--file', statement, '--box-key', boxKey]);
  expect(verified).toMatchObject({ exit: 0, told: { office: OFFICE, searched: { found: [], left: [] } } });
  expect(verified.told.searched).toMatchObject({ traces: expect.any(Number), bytes: expect.any(Number) });
  expect(JSON.stringify(verified.told.erased)).toContain('box.key');

  const whole = JSON.parse(readFileSync(statement, 'utf8'));
  const changed = join(places.root, 'changed.json');
  writeFileSync(changed, JSON.stringify({ ...whole, signed: whole.signed.replace(OFFICE, 'testerna/other') }));
  expect(verifyStatement(['--file', changed])).toMatchObject({ exit: 76, told: { code: 'signature-wrong' } });
  const otherKey = join(places.root, 'other.pub');
  writeFileSync(otherKey, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
  const ofAnother = verifyStatement(['--file', statement, '--box-key', otherKey]);
  expect(ofAnother).toMatchObject({ exit: 76, told: { code: 'box-other' } });
});

test('whatever was copied elsewhere on the box is found, and told of', async () => {
  const { places, put, controller } = await usedBox();
  await controller.stop();
  const token = readFileSync(join(places.data, 'admin-token'), 'utf8');
  const credentialKey = readFileSync(join(places.data, 'credential.key')).toString('hex');
  const database = readFileSync(join(places.data, 'kiosk.sqlite'));
  // The end of it, by which it is known, lies over the end of a chunk.
  put(join(places.releases, 'a/notes'), `${'x'.repeat(4 * 2 ** 20 + 8 - token.length)}${token}`);
  put(join(places.root, 'var/log/journal/machine/system.journal'), `a line with ${credentialKey} in it`);
  put(join(places.releases, 'b/copy'), database);
  const { done, statement } = retiring(places);
  const told = await done;
  expect(told).toMatchObject({ exit: 1, told: { outcome: 'left' } });
  const verified = verifyStatement(['--file', statement]);
  expect(verified).toMatchObject({ exit: 1, told: { outcome: 'left' } });
  const { found: all } = Statement.shape.searched.parse(verified.told.searched);
  const found = all.map(({ in: at, of }) => `${at.slice(places.root.length)} ${of.slice(places.data.length)}`);
  expect(found).toContain('/var/lib/ak-releases/a/notes /admin-token');
  expect(found).toContain('/var/log/journal/machine/system.journal /credential.key');
  expect(found).toContain('/var/lib/ak-releases/b/copy /kiosk.sqlite');
});

test('a power cut at any moment is gone on from, and comes to the same', async () => {
  const { places, controller } = await usedBox();
  await controller.stop();
  let cuts = 0;
  for (let cutBefore = 0; ; cutBefore += 1) {
    const copy = placesOf(tempFolder());
    cpSync(places.root, copy.root, { recursive: true });
    const cut = await retiring(copy, cutBefore).done;
    if (!(cut instanceof PowerCut)) break;
    cuts += 1;
    const again = retiring(copy);
    const done = await again.done;
    // All of it may have been done before the cut, but for what tells so.
    if (done instanceof PowerCut || done.told.code !== 'no-box')
      expect(done, JSON.stringify(done)).toMatchObject({ exit: 0 });
    expect([copy.settings, copy.data].map((place) => existsSync(place))).toEqual([false, false]);
    expect(verifyStatement(['--file', again.statement])).toMatchObject({ exit: 0 });
  }
  expect(cuts).toBeGreaterThan(30);
});

test('a box whose own key is torn is retired, too, and its statement has no signature', async () => {
  const { places, put } = emptyBox();
  put(places.config, JSON.stringify(alwaysOpen), 0o640);
  put(join(places.data, 'box.key'), '-----BEGIN PRIVATE KEY-----\n', 0o600);
  const { done, statement } = retiring(places);
  expect(await done).toMatchObject({ exit: 0, told: { outcome: 'done' } });
  expect(JSON.parse(readFileSync(statement, 'utf8'))).toMatchObject({ signature: null, key: null });
  expect(existsSync(places.data)).toBe(false);
});

test('where the statement cannot be written, it is written elsewhere when that is asked for', async () => {
  const { places, controller } = await usedBox();
  await controller.stop();
  const { around } = aroundWith({ onRun: () => ({ status: 0, output: '' }) });
  const retireTo = (statement: string) =>
    withDiskFaults(() => retire(['--root', places.root, '--yes', '--statement', statement], terminalOf(), around));
  const [noFolder, statement] = [join(places.root, 'etc/passwd/statement.json'), join(tempFolder(), 'statement.json')];
  expect(await retireTo(noFolder)).toMatchObject({ exit: 73, told: { code: 'disk-refused' } });
  expect(await retireTo(join(places.data, 'statement.json'))).toMatchObject({ exit: 64 });
  expect(await retireTo(statement)).toMatchObject({ exit: 0, told: { statement } });
  expect(verifyStatement(['--file', statement])).toMatchObject({ exit: 0 });
  expect(existsSync(places.data)).toBe(false);
});

test('nothing is erased where nobody agrees, and a statement is not put where all is erased', async () => {
  const { places, put } = emptyBox();
  put(places.config, JSON.stringify(alwaysOpen), 0o640);
  const { around, asked } = aroundWith({ answers: ['yes'] });
  expect(await retire(['--root', places.root], terminalOf(), around)).toMatchObject({
    exit: 1,
    told: { code: 'not-agreed' },
  });
  expect(asked[0]).toContain(OFFICE);
  const inside = join(places.settings, 'statement.json');
  expect(await retire(['--root', places.root, '--yes', '--statement', inside], terminalOf(), around)).toMatchObject({
    exit: 64,
  });
  expect(existsSync(places.config)).toBe(true);
});
