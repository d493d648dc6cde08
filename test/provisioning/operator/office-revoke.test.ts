import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runOfficeList } from '../../../provisioning/operator/run-office-list.ts';
import { runOfficeRevoke } from '../../../provisioning/operator/run-office-revoke.ts';
import { anOperator, givenConfig, newOffice, type OperatorFolder, reKeyed } from './an-operator.ts';

function revoke({ folder, beside }: OperatorFolder, office = 'storgatan-1') {
  return runOfficeRevoke(['--folder', folder, '--office', office, '--out', beside('revoked.crl')]);
}

test('an office whose certificates are revoked is listed so, until it has another', async () => {
  const operator = await anOperator();
  await newOffice(operator);
  expect(await revoke(operator)).toMatchObject({ exit: 0, told: { office: 'storgatan-1', revoked: 1 } });
  const lines = () => runOfficeList(['--folder', operator.folder]).lines;
  expect(lines()).toEqual(['storgatan-1  bundle 1  its certificate is revoked']);
  await reKeyed(operator, 'b');
  expect(lines()).toEqual(['storgatan-1  bundle 2  its certificate has 729 days left']);
});

test('each list has what was revoked before, of every office, and takes the place of the one before', async () => {
  const operator = await anOperator();
  await newOffice(operator, 'a');
  expect((await revoke(operator)).told).toMatchObject({ revoked: 1 });
  const before = readFileSync(operator.beside('revoked.crl'), 'utf8');
  operator.write('config.json', { ...givenConfig, office: { ...givenConfig.office, id: 'storgatan-2' } });
  await newOffice(operator, 'b');
  expect((await revoke(operator, 'storgatan-2')).told).toMatchObject({ revoked: 2 });
  expect((await revoke(operator, 'storgatan-2')).told).toMatchObject({ revoked: 2 });
  expect(readFileSync(operator.beside('revoked.crl'), 'utf8')).not.toBe(before);
});

test.each([
  ['storgatan-2', 1, 'office-unknown'],
  ['../operator', 64, 'usage'],
])('nothing is revoked of “%s”', async (office, exit, code) => {
  const operator = await anOperator();
  await newOffice(operator);
  expect(await revoke(operator, office)).toMatchObject({ exit, told: { code } });
  expect(existsSync(operator.beside('revoked.crl'))).toBe(false);
});

test('what is revoked once stays so from then on, however often it is told', async () => {
  const operator = await anOperator();
  await newOffice(operator);
  const args = ['--folder', operator.folder, '--office', 'storgatan-1', '--out', operator.beside('revoked.crl')];
  await runOfficeRevoke(args, new Date('2026-11-01T12:00:00Z'));
  await runOfficeRevoke(args, new Date('2026-11-02T12:00:00Z'));
  expect(runOfficeList(['--folder', operator.folder]).told).toMatchObject({
    offices: [{ issued: [{ revokedAt: '2026-11-01T12:00:00.000Z' }] }],
  });
});
