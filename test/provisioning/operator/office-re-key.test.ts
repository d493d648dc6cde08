import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runOfficeNew, runOfficeReKey } from '../../../provisioning/operator/run-office.ts';
import { runOfficeList } from '../../../provisioning/operator/run-office-list.ts';
import { anOperator, givenConfig, newOffice, nobody, QUICK, reKeyed } from './an-operator.ts';

describe('another bundle of an office', () => {
  test('has a higher serial, and a key and a certificate of its own', async () => {
    const operator = await anOperator();
    const first = await newOffice(operator);
    const second = await reKeyed(operator, 'second.bundle');
    const third = await reKeyed(operator, 'third.bundle');
    expect([first.serial, second.serial, third.serial]).toEqual([1, 2, 3]);
    expect(new Set([first, second, third].map(({ brokerKey }) => brokerKey)).size).toBe(3);
    expect(new Set([first, second, third].map(({ credentialKey }) => credentialKey)).size).toBe(1);
    const serials = [first, second, third].map(
      ({ brokerCertificate }) => new X509Certificate(brokerCertificate).serialNumber,
    );
    const { told } = runOfficeList(['--folder', operator.folder]);
    expect(told).toMatchObject({
      offices: [{ serial: 3, issued: serials.map((serial) => ({ certificate: { serial } })) }],
    });
  });

  test('has the command keys as they are now, and the config as it was last given', async () => {
    const operator = await anOperator();
    await newOffice(operator);
    const file = join(operator.folder, 'command-keys.json');
    const [own] = JSON.parse(readFileSync(file, 'utf8'));
    const added = { ...own, id: 'duty-desk', rights: ['announce'] };
    writeFileSync(file, JSON.stringify([added]));
    rmSync(operator.beside('config.json'));
    const args = ['--folder', operator.folder, '--office', 'storgatan-1'];
    const bundle = await reKeyed({ ...operator, usual: [...args, ...operator.usual.slice(-2)] }, 'b');
    expect(bundle.config).toMatchObject({ ...givenConfig, office: givenConfig.office, broker: givenConfig.broker });
    // The key that is no more is not kept from the bundle before.
    expect(bundle.config.commandKeys).toEqual([added]);
  });

  test('takes another config, which is then the last one', async () => {
    const operator = await anOperator();
    await newOffice(operator);
    operator.write('config.json', { ...givenConfig, office: { ...givenConfig.office, seats: 12 } });
    expect((await reKeyed(operator, 'b')).config.office.seats).toBe(12);
    const usual = ['--folder', operator.folder, ...operator.usual.slice(-2)];
    expect((await reKeyed({ ...operator, usual }, 'c')).config.office.seats).toBe(12);
  });
});

describe('none is made, and the serial stays', () => {
  async function refusedFor(...more: readonly string[]) {
    const operator = await anOperator();
    await newOffice(operator);
    const args = [...operator.usual, '--office', 'storgatan-1', '--out', operator.beside('b'), ...more];
    const { exit, told } = await runOfficeReKey(args, QUICK);
    expect(existsSync(operator.beside('b'))).toBe(false);
    expect(runOfficeList(['--folder', operator.folder]).told).toMatchObject({ offices: [{ serial: 1 }] });
    return { exit, code: told.code };
  }

  test.each([
    ['for an office that is not known', ['--office', 'storgatan-2'], 1, 'office-unknown'],
    ['for a way out of the folder', ['--office', '../operator'], 64, 'usage'],
    ['without a folder for it', ['--out', '/no/such/folder/b'], 73, 'cannot-create'],
    ['for a life of no days', ['--days', 'x'], 64, 'usage'],
  ])('%s', async (_, more, exit, code) => {
    expect(await refusedFor(...more)).toEqual({ exit, code });
  });

  test('with the config of another office', async () => {
    const { write } = await anOperator();
    const config = write('other.json', { ...givenConfig, office: { ...givenConfig.office, id: 'storgatan-2' } });
    expect(await refusedFor('--config', config)).toEqual({ exit: 65, code: 'config-of-other-office' });
  });

  test('with a config that is wrong', async () => {
    const { write } = await anOperator();
    const config = write('other.json', { ...givenConfig, policy: 'everybody' });
    expect(await refusedFor('--config', config)).toEqual({ exit: 65, code: 'config-malformed' });
  });
});

test('the offices are listed by name, each with the days of its certificate', async () => {
  const operator = await anOperator();
  expect(runOfficeList(['--folder', operator.folder]).lines).toEqual(['No office yet: kontoret office new']);
  const past = { ...QUICK, now: () => new Date('2020-01-01') };
  for (const [id, issuing] of [
    ['b', QUICK],
    ['a-long-name', past],
  ] as const) {
    operator.write('config.json', { ...givenConfig, office: { ...givenConfig.office, id } });
    await runOfficeNew([...operator.usual, '--out', operator.beside(id), '--days', '30'], nobody, issuing);
  }
  expect(runOfficeList(['--folder', operator.folder]).lines).toEqual([
    'a-long-name  bundle 1  its certificate has run out',
    'b            bundle 1  its certificate has 29 days left',
  ]);
});

test('an entry that was changed by hand into something else is said, and by its file', async () => {
  const operator = await anOperator();
  await newOffice(operator);
  writeFileSync(join(operator.folder, 'offices', 'storgatan-1.json'), '{}');
  const listed = runOfficeList(['--folder', operator.folder]);
  expect(listed).toMatchObject({ exit: 65, told: { code: 'file-malformed' } });
  expect(listed.lines.join()).toContain('storgatan-1.json');
});
