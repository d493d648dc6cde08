import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Config } from '../../../device/contract/config.ts';
import { reKey } from '../../../provisioning/box/re-key/re-key.ts';
import type { Bundle } from '../../../provisioning/bundle/bundle.ts';
import { aroundWith, emptyBox, terminalOf } from './around.ts';
import { PASSPHRASE, putBundle, secretsOf, TestOperator } from './bundles.ts';
import { PowerCut, quickly, withPowerCut } from './power-cut.ts';
import { stubController } from './stub-controller.ts';
import { treeOf } from './tree.ts';

const brokerUrl = 'mqtts://127.0.0.1:1';

/** An operator with two bundles for one office, as everything that follows has them. */
async function twoBundles() {
  const operator = await TestOperator.create();
  const first = await operator.bundle({ brokerUrl });
  const second = { ...(await operator.bundle({ brokerUrl })), serial: 2 };
  return { operator, first, second };
}

/** A box of the first bundle, whose controller is a stub that starts as `broker` says. */
async function aBox(
  first: Bundle,
  broker: () => { state: 'ready' | 'faulted'; faultCode?: string } = () => ({ state: 'ready' }),
) {
  const { places, put } = emptyBox();
  await quickly(async () => putBundle(first, places));
  const controller = await stubController(places.data);
  controller.start();
  for (const name of ['shell-token', 'session-secret']) put(join(places.data, name), `old ${name}`, 0o600);
  const { around, ran } = aroundWith({
    onRun: (line) => {
      if (line === 'systemctl restart ak-controller.service') controller.start(broker());
      return line.startsWith('systemctl') ? { status: 0, output: '' } : undefined;
    },
  });
  const terminal = terminalOf();
  const run = (args: readonly string[], cutBefore = Number.POSITIVE_INFINITY) =>
    withPowerCut(cutBefore, () => reKey(['--root', places.root, ...args], terminal, around));
  return { places, put, run, ran, noted: terminal.noted };
}

const leftOvers = (root: string) => Object.keys(treeOf(root)).filter((file) => /\.old$|re-key|\.part$/.test(file));

test('a later bundle takes the place of the one before, with new tokens and nothing left of the old', async () => {
  const { operator, first, second } = await twoBundles();
  const { places, run, ran, noted } = await aBox(first);
  const done = await run(await operator.files(second));
  expect(done).toMatchObject({ exit: 0, told: { serial: 2, broker: 'connected', office: 'kommunen/storgatan-1' } });
  expect(readFileSync(places.brokerCertificate, 'utf8')).toBe(second.brokerCertificate);
  expect(readFileSync(places.brokerKey, 'utf8')).toBe(second.brokerKey);
  expect(JSON.parse(readFileSync(places.config, 'utf8'))).toEqual(second.config);
  expect(existsSync(join(places.data, 'session-secret'))).toBe(false);
  expect(leftOvers(places.root)).toEqual([]);
  expect(treeOf(places.root)).toMatchObject({ '/etc/ak/keys/box.key': expect.stringMatching(/^600 /) });
  expect(ran.filter((line) => line.startsWith('systemctl'))).toEqual([
    'systemctl daemon-reload',
    'systemctl restart systemd-modules-load.service',
    'systemctl restart ak-controller.service',
    'systemctl try-restart ak-kiosk.service',
  ]);
  const said = JSON.stringify([done, noted]);
  for (const secret of [...secretsOf(first), ...secretsOf(second)]) expect(said).not.toContain(secret);
});

test('a second door on a kind of line that the box has not had is opened to it, whenever its board is plugged in', async () => {
  const { operator, first, second } = await twoBundles();
  const gpio = { via: 'gpio', line: 17, activeLevel: 'high' } as const;
  const entrance = { id: 'entrance', name: 'Entrén', driver: 'wired', strike: gpio } as const;
  const readers = [{ id: 'outside', door: 'entrance', driver: 'pcsc' } as const];
  const oneDoor = { ...first.config, relayBoards: [], doors: [entrance], readers };
  const strike = { via: 'board', board: 'store', relay: 1 } as const;
  const twoDoors = {
    ...oneDoor,
    relayBoards: [{ id: 'store', kind: 'modbus', path: '/dev/ttyACM0' } as const],
    doors: [entrance, { id: 'store', name: 'Förrådet', driver: 'wired', strike } as const],
  };
  const { places, run, ran } = await aBox({ ...first, config: oneDoor });
  const read = (path: string) => readFileSync(join(places.root, path), 'utf8');
  expect(read('etc/modules-load.d/ak.conf')).not.toContain('cdc-acm');

  expect(await run(await operator.files({ ...second, config: twoDoors }))).toMatchObject({ exit: 0 });

  expect(read('etc/systemd/system/ak-controller.service.d/10-wired.conf')).toContain('DeviceAllow=char-ttyACM rw\n');
  expect(read('etc/modules-load.d/ak.conf')).toContain('cdc-acm\n');
  // systemd passes over a kind of device that the kernel does not know when the unit is started.
  const [loaded, restarted] = ['systemd-modules-load', 'ak-controller'].map((unit) =>
    ran.indexOf(`systemctl restart ${unit}.service`),
  );
  expect(loaded).toBeGreaterThan(-1);
  expect(loaded).toBeLessThan(restarted ?? -1);
});

describe('nothing is changed by a bundle', () => {
  const refused = async (first: Bundle, bundle: Bundle, by: TestOperator, expected: object) => {
    const { places, run, ran } = await aBox(first);
    const before = treeOf(places.root);
    expect(await run(await by.files(bundle))).toMatchObject(expected);
    expect(treeOf(places.root)).toEqual(before);
    expect(ran).toEqual([]);
  };

  test('that is not later than the one it has', async () => {
    const { operator, first, second } = await twoBundles();
    const older = { exit: 1, told: { code: 'bundle-older' } };
    await refused(first, { ...second, serial: 1 }, operator, older);
    await refused(first, first, operator, older);
  });

  test('of another operator', async () => {
    const { operator, first } = await twoBundles();
    const other = await TestOperator.create(operator.authority);
    const foreign = { ...(await other.bundle()), serial: 2 };
    await refused(first, foreign, other, { exit: 76, told: { code: 'operator-other' } });
  });

  test('of another office', async () => {
    const { operator, first } = await twoBundles();
    const elsewhere = { ...(await operator.bundle({ officeName: 'lillgatan' })), serial: 2 };
    await refused(first, elsewhere, operator, { exit: 1, told: { code: 'other-office' } });
  });

  test('with another key for cards, unless that is wanted', async () => {
    const { operator, first, second } = await twoBundles();
    const otherKey = { ...second, credentialKey: Buffer.alloc(32, 9).toString('base64') };
    await refused(first, otherKey, operator, { exit: 1, told: { code: 'credential-key-other' } });
    const { places, run } = await aBox(first);
    const done = await run([...(await operator.files(otherKey)), '--new-credential-key']);
    expect(done).toMatchObject({ exit: 0, lines: expect.arrayContaining([expect.stringContaining('enrolled again')]) });
    expect(readFileSync(join(places.data, 'credential.key'))).toEqual(Buffer.alloc(32, 9));
  });

  test('whose config names a password that nobody has brought yet', async () => {
    const { operator, first, second } = await twoBundles();
    const login = { user: 'kontoret', passwordFile: '/etc/ak/keys/sip2-password' };
    const config = { ...second.config, library: { system: 'sip2' as const, host: 'sip.example.se', login } };
    await refused(first, { ...second, config }, operator, { exit: 66, told: { code: 'file-to-bring' } });
  });

  test('while an update is on trial', async () => {
    const { operator, first, second } = await twoBundles();
    const { places, put, run, ran } = await aBox(first);
    put(join(places.releases, 'trial/new'), '/var/lib/ak-releases/b');
    const before = treeOf(places.root);
    expect(await run(await operator.files(second))).toMatchObject({ exit: 75, told: { code: 'update-under-way' } });
    expect(treeOf(places.root)).toEqual(before);
    expect(ran).toEqual([]);
  });

  test('whose passphrase is wrong, and nothing of it is said', async () => {
    const { operator, first, second } = await twoBundles();
    const { places, put, run } = await aBox(first);
    const [bundle = '', file = ''] = await operator.files(second);
    put(join(places.root, 'wrong'), 'a wrong one');
    const before = treeOf(places.root);
    const done = await run([bundle, file, '--passphrase-file', join(places.root, 'wrong')]);
    expect(done).toMatchObject({ exit: 77, told: { code: 'passphrase-wrong' } });
    expect(JSON.stringify(done)).not.toContain('a wrong one');
    expect(JSON.stringify(done)).not.toContain(PASSPHRASE);
    expect(treeOf(places.root)).toEqual(before);
  });
});

test('a broker that refuses the new certificate has everything put back as it was', async () => {
  const { operator, first, second } = await twoBundles();
  let starts = 0;
  const { places, run, ran } = await aBox(first, () =>
    starts++ === 0 ? { state: 'faulted', faultCode: 'broker-refused' } : { state: 'ready' },
  );
  const before = treeOf(places.settings);
  expect(await run(await operator.files(second))).toMatchObject({ exit: 1, told: { code: 'broker-refused' } });
  expect(treeOf(places.settings)).toEqual(before);
  expect(readFileSync(join(places.data, 'session-secret'), 'utf8')).toBe('old session-secret');
  expect(leftOvers(places.root)).toEqual([]);
  expect(ran.filter((line) => line === 'systemctl restart ak-controller.service')).toHaveLength(2);
});

test('a network that is away does not undo it', async () => {
  const { operator, first, second } = await twoBundles();
  const { run } = await aBox(first, () => ({ state: 'faulted', faultCode: 'broker-unreachable' }));
  expect(await run(await operator.files(second))).toMatchObject({ exit: 0, told: { broker: 'away' } });
});

test('a power cut at any moment leaves a box that can start, and --resume finishes it', async () => {
  const { operator, first, second } = await twoBundles();
  const files = await operator.files(second);
  let resumed = 0;
  for (let cutBefore = 0; ; cutBefore += 1) {
    const { places, run } = await aBox(first);
    const cut = await run(files, cutBefore);
    Config.parse(JSON.parse(readFileSync(places.config, 'utf8')));
    for (const file of [places.brokerKey, places.brokerCertificate, join(places.data, 'credential.key')])
      expect(readFileSync(file).length).toBeGreaterThan(0);
    if (!(cut instanceof PowerCut)) break;
    const done = await run(['--resume']);
    // Before all is staged nothing has begun, and nothing is left of it.
    const begun = done instanceof PowerCut || done.told.code !== 'nothing-under-way';
    if (begun) expect(done).toMatchObject({ exit: 0, told: { serial: 2 } });
    resumed += begun ? 1 : 0;
    expect(readFileSync(places.brokerKey, 'utf8')).toBe((begun || resumed > 0 ? second : first).brokerKey);
    expect(leftOvers(places.root)).toEqual([]);
  }
  expect(resumed).toBeGreaterThan(20);
});

test('a power cut on the way back is gone back from, too', async () => {
  const { operator, first, second } = await twoBundles();
  const files = await operator.files(second);
  let starts = 0;
  const refusing = () => {
    starts += 1;
    return { state: 'faulted', faultCode: 'broker-untrusted' } as const;
  };
  let cuts = 0;
  for (let cutBefore = 30; ; cutBefore += 1) {
    const { places, run } = await aBox(first, refusing);
    const before = treeOf(places.settings);
    starts = 0;
    const cut = await run(files, cutBefore);
    if (!(cut instanceof PowerCut)) break;
    if (starts === 0) continue;
    cuts += 1;
    const done = await run(['--resume']);
    expect(done).toMatchObject({ exit: 1 });
    expect(treeOf(places.settings)).toEqual(before);
    expect(leftOvers(places.root)).toEqual([]);
  }
  expect(cuts).toBeGreaterThan(10);
});
