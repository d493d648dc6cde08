import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { REPLACED_FILE } from '../../../device/contract/replaced.ts';
import { replace } from '../../../provisioning/box/replace/replace.ts';
import { brokenLinks } from '../../support/chain.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { alwaysOpen } from '../../support/office.ts';
import { rowsOf } from '../../support/storage.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { aroundWith, emptyBox, terminalOf } from './around.ts';
import { secretsOf, TestOperator } from './bundles.ts';
import { treeOf } from './tree.ts';

const logCommand = new URL('../../../.build/log/log.js', import.meta.url).pathname;
const run = promisify(execFile);

/** The office of the bundles, with simulated parts, and a broker that is never there: all that is told waits. */
const config = {
  ...alwaysOpen,
  office: { ...alwaysOpen.office, operator: 'kommunen', id: 'storgatan-1' },
  broker: { mode: 'mqtt', urls: ['mqtt://127.0.0.1:1'] },
};

const waiting = (folder: string) =>
  rowsOf(folder, 'SELECT id, stream, seq FROM outbox ORDER BY id') as { id: number; stream: string; seq: number }[];

async function letIn(data: string, cards: number): Promise<void> {
  const box = new ControllerProcess({ folder: data, config });
  for (let n = 0; n < cards; n += 1) await box.post('/sim/readers/front/present', { uid: `04A1B2C3D4E5F${n}` });
  await expect.poll(() => box.lines.filter(({ event }) => event === 'access-granted')).toHaveLength(cards);
  await box.stop();
}

/** A box that was backed up, went on, and is broken now. */
async function brokenBox(goesOn = true) {
  const { places: old } = emptyBox();
  await letIn(old.data, 2);
  const [out, identityFile] = [tempFolder(), join(tempFolder(), 'identity')];
  const identity = await generateX25519Identity();
  writeFileSync(identityFile, identity);
  const env = { ...process.env, AK_DATA_DIR: old.data };
  const to = await identityToRecipient(identity);
  await run(process.execPath, [logCommand, 'backup', '--to', to, '--out', out], { env });
  const credentialKey = readFileSync(join(old.data, 'credential.key')).toString('base64');
  if (goesOn) await letIn(old.data, 3);
  const backup = join(out, readdirSync(out)[0] ?? '');
  return { old, credentialKey, args: ['--backup', backup, '--identity', identityFile] };
}

/** A machine that is new, on which the release's own command restores. */
function newMachine() {
  const { places, put } = emptyBox();
  const { around, ran } = aroundWith({
    async onRun(line) {
      if (line.startsWith('systemctl')) return { status: 0, output: '' };
      const [program, data, , , ...args] = line.split(' ');
      if (program !== 'env') return undefined;
      const env = { ...process.env, AK_DATA_DIR: data?.split('=')[1] };
      // A box that is switched on just now takes the marker for the database that is there still.
      rmSync(join(places.data, REPLACED_FILE));
      const done = await run(process.execPath, [logCommand, ...args], { env }).catch((cause) => cause);
      return { status: typeof done.code === 'number' ? done.code : 0, output: done.stdout };
    },
  });
  const terminal = terminalOf();
  const replaced = (args: readonly string[]) => replace(['--root', places.root, ...args], terminal, around);
  return { places, put, replaced, ran, noted: terminal.noted };
}

test('without a backup or with one, and with a start in between, no number is given out again', async () => {
  const { old, credentialKey, args } = await brokenBox();
  const given = waiting(old.data);
  const [highestId, highestSeq] = [Math.max(...given.map(({ id }) => id)), Math.max(...given.map(({ seq }) => seq))];
  const usedAgain = (rows: typeof given) => rows.filter(({ id, seq }) => id <= highestId || seq <= highestSeq);
  const operator = await TestOperator.create();
  const bundle = { ...(await operator.bundle()), serial: 2, credentialKey };
  const files = await operator.files(bundle);
  const { places, put, replaced, ran, noted } = newMachine();
  put(places.config, JSON.stringify(config));
  cpSync(join(old.data, 'credential.key'), join(places.data, 'credential.key'));

  expect(await replaced(files)).toMatchObject({ exit: 0, told: { backupMadeAtMs: null, installed: true } });
  expect(ran).toEqual(['systemctl stop ak-controller.service', 'systemctl start ak-controller.service']);
  await letIn(places.data, 2);
  expect(usedAgain(waiting(places.data))).toEqual([]);

  rmSync(places.config);
  const done = await replaced([...files, ...args]);
  expect(done).toMatchObject({ exit: 0, told: { acceptLog: 'kommunen/storgatan-1', installed: false } });
  expect(done.lines.join('\n')).toContain('--accept-log kommunen/storgatan-1');
  for (const secret of secretsOf(bundle)) expect(JSON.stringify([done, noted])).not.toContain(secret);
  const open = Object.entries(treeOf(places.data)).filter(([, file]) => !file.startsWith('600 '));
  expect(open.map(([name]) => name)).toEqual(['/box-key.pub', '/config.json', '/strike-trace']);
  const restored = waiting(places.data).map(({ id }) => id);
  await letIn(places.data, 2);
  const fresh = waiting(places.data).filter(({ id }) => !restored.includes(id));
  expect(fresh.length).toBeGreaterThan(2);
  expect(usedAgain(fresh)).toEqual([]);
  expect(rowsOf(places.data, "SELECT type FROM access_log WHERE type IN ('backup-restored', 'box-replaced')")).toEqual([
    { type: 'backup-restored' },
    { type: 'box-replaced' },
  ]);
  expect(brokenLinks(places.data)).toEqual([]);
});

test('nothing is changed where bundle and backup do not belong together, or the clock is wrong', async () => {
  const { credentialKey, args } = await brokenBox(false);
  const operator = await TestOperator.create();
  const bundle = { ...(await operator.bundle()), credentialKey };
  const refused = async (given: typeof bundle, more: readonly string[], expected: object) => {
    const { places, replaced } = newMachine();
    expect(await replaced([...(await operator.files(given)), ...more])).toMatchObject(expected);
    expect(readdirSync(places.data)).toEqual([]);
  };
  const otherKey = Buffer.alloc(32, 3).toString('base64');
  await refused({ ...bundle, credentialKey: otherKey }, args, { exit: 1, told: { code: 'credential-key-other' } });
  const elsewhere = { ...(await operator.bundle({ officeName: 'lillgatan' })), credentialKey };
  await refused(elsewhere, args, { exit: 1, told: { code: 'other-office' } });
  await refused({ ...bundle, issuedAt: '2199-01-01T00:00:00Z' }, [], { exit: 75, told: { code: 'clock-wrong' } });
  const [, , , identityFile = ''] = args;
  const wrongIdentity = join(tempFolder(), 'wrong');
  writeFileSync(wrongIdentity, await generateX25519Identity());
  await refused(bundle, [...args.slice(0, 3), wrongIdentity], { told: { code: 'identity-wrong' } });
  await refused(bundle, ['--backup', identityFile, '--identity', identityFile], { told: { code: 'identity-wrong' } });
});

test('a backup that breaks off leaves the box as it was, and its controller is started again', async () => {
  const { credentialKey, args } = await brokenBox(false);
  const operator = await TestOperator.create();
  const files = await operator.files({ ...(await operator.bundle()), credentialKey });
  const { places, put, replaced, ran } = newMachine();
  put(places.config, JSON.stringify(config));
  const [flag = '', backup = '', ...identity] = args;
  const cutOff = join(tempFolder(), 'cut.akbackup.age');
  writeFileSync(cutOff, readFileSync(backup).subarray(0, -1));

  expect(await replaced([...files, flag, cutOff, ...identity])).toMatchObject({
    exit: 1,
    told: { code: 'backup-broken' },
  });

  expect(ran.at(-1)).toBe('systemctl start ak-controller.service');
});
