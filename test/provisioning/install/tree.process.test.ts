import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installBox } from '../../../provisioning/box/install/install.ts';
import { planOf } from '../../../provisioning/box/install/plan.ts';
import { applySteps, checkSteps } from '../../../provisioning/box/install/run-steps.ts';
import { terminalAsker } from '../../../provisioning/command-line/terminal-asker.ts';
import { describeWith } from '../../support/parts.ts';
import { TestOperator } from '../box/bundles.ts';
import { aBundle } from './a-bundle.ts';
import { aTree, snapshotOf } from './a-tree.ts';

const statesOf = (told: readonly { readonly state: string }[]) => [...new Set(told.map(({ state }) => state))];

describeWith(['systemd'], 'box install in a tree', () => {
  test('makes all of it, and the second run finds nothing to do', async () => {
    const system = aTree();
    const plan = () => planOf(aBundle(), '192.0.2.0/24', system);

    const first = await applySteps(plan());
    const made = snapshotOf(system.places.root);
    const second = await applySteps(plan());

    expect(first.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(statesOf(second)).toEqual(['right']);
    expect(snapshotOf(system.places.root)).toEqual(made);
  });

  test('--check changes nothing and tells of each difference', async () => {
    const system = aTree();
    const before = snapshotOf(system.places.root);

    const told = await checkSteps(planOf(aBundle(), 'none', system));

    expect(snapshotOf(system.places.root)).toEqual(before);
    expect(told.find(({ name }) => name === 'config')).toMatchObject({ state: 'differs' });
  });

  test('a run that broke off after any of its steps is finished by the next', async () => {
    const whole = aTree();
    const count = (await applySteps(planOf(aBundle(), 'none', whole))).length;
    const system = aTree();

    // Each run does one step more than the one before, and begins at the beginning: as after a power cut.
    for (let done = 1; done <= count; done += 1) {
      const told = await applySteps(planOf(aBundle(), 'none', system).slice(0, done));
      expect(told.slice(0, -1).filter(({ state }) => state !== 'right')).toEqual([]);
    }

    expect(snapshotOf(system.places.root)).toEqual(snapshotOf(whole.places.root));
    expect(statesOf(await checkSteps(planOf(aBundle(), 'none', system)))).toEqual(['right']);
  });

  test('what a power cut left half written is in nobody’s way', async () => {
    const system = aTree();
    await applySteps(planOf(aBundle(), 'none', system));
    writeFileSync(system.places.config, '{ "torn');
    writeFileSync(`${system.places.config}.part`, '{');
    writeFileSync(`${system.places.brokerKey}.part`, 'half a key');

    await applySteps(planOf(aBundle({ serial: 4, brokerKey: aBundle().brokerAuthority }), 'none', system));

    expect(JSON.parse(readFileSync(system.places.config, 'utf8'))).toEqual(aBundle().config);
    expect(readFileSync(system.places.brokerKey, 'utf8')).toBe(aBundle().brokerAuthority);
  });

  test('keys are the controller’s alone, and a mode that was loosened is mended', async () => {
    const system = aTree();
    await applySteps(planOf(aBundle(), 'none', system));
    chmodSync(system.places.brokerKey, 0o644);

    const told = await applySteps(planOf(aBundle(), 'none', system));

    expect(told.filter(({ state }) => state === 'made').map(({ name }) => name)).toEqual(['broker key']);
    const modes = [system.places.brokerKey, join(system.places.data, 'credential.key'), system.places.keys];
    expect(modes.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600, 0o700]);
  });

  test('another card key never replaces the one that is there', async () => {
    const system = aTree();
    await applySteps(planOf(aBundle(), 'none', system));
    const other = Buffer.alloc(32, 8).toString('base64');

    const told = await applySteps(planOf(aBundle({ serial: 4, credentialKey: other }), 'none', system));

    expect(told.at(-1)).toMatchObject({ name: 'card key', state: 'failed', code: 'credential-key-other' });
    expect(readFileSync(join(system.places.data, 'credential.key'))).toEqual(Buffer.alloc(32, 7));
  });

  test('a bundle with another card key is refused before anything of it is on the box', async () => {
    const { root } = aTree().places;
    const operator = await TestOperator.create();
    const install = async (over: Parameters<typeof operator.bundle>[0], ...more: readonly string[]) => {
      const files = await operator.files(await operator.bundle(over));
      return installBox([...files, '--root', root, ...more], { say: () => {}, note: () => {} }, terminalAsker);
    };
    expect(await install({})).toMatchObject({ exit: 0, told: { outcome: 'installed' } });
    const before = snapshotOf(root);
    const other = { serial: 2, credentialKey: Buffer.alloc(32, 8).toString('base64') };

    const refused = { exit: 1, told: { outcome: 'failed', code: 'credential-key-other' } };
    expect(await install(other)).toMatchObject(refused);
    expect(await install(other, '--check')).toMatchObject(refused);

    expect(snapshotOf(root)).toEqual(before);
  });

  test('from where ssh is let in stays as it is when nobody says', async () => {
    const system = aTree();
    const rules = () => readFileSync(join(system.places.settings, 'firewall.nft'), 'utf8');
    await applySteps(planOf(aBundle(), '2001:db8::/32', system));

    await applySteps(planOf(aBundle(), undefined, system));
    expect(rules()).toContain('ip6 saddr 2001:db8::/32 tcp dport 22 accept');

    await applySteps(planOf(aBundle(), 'none', system));
    expect(rules()).not.toContain('dport 22');
  });

  test('a machine without the package is told which', async () => {
    const system = aTree();
    rmSync(join(system.places.root, 'usr/lib/systemd/system/ak-controller.service'));
    const before = snapshotOf(system.places.root);

    const told = await applySteps(planOf(aBundle(), 'none', system));

    expect(told).toEqual([expect.objectContaining({ state: 'failed', code: 'package-missing' })]);
    expect(snapshotOf(system.places.root)).toEqual(before);
  });

  test('a box without a screen gets nothing of it', async () => {
    const system = { ...aTree(), hasScreen: false };

    await applySteps(planOf(aBundle(), 'none', system));

    const paths = Object.keys(snapshotOf(join(system.places.root, 'etc'))).filter((path) =>
      /kiosk|chromium/.test(path),
    );
    expect(paths).toEqual([]);
  });
});
