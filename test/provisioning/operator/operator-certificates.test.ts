import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBrokerCertificate, runCentralCertificate } from '../../../provisioning/operator/run-certificate.ts';
import { runCertificates } from '../../../provisioning/operator/run-certificates.ts';
import { runOfficeRevoke } from '../../../provisioning/operator/run-office-revoke.ts';
import { runOperatorRevoke } from '../../../provisioning/operator/run-revoke.ts';
import { anOperator, newOffice, type OperatorFolder } from './an-operator.ts';

/** Returns its serial. */
async function central({ folder, beside }: OperatorFolder, out: string, ...more: readonly string[]): Promise<string> {
  const { told } = await runCentralCertificate(['--folder', folder, '--out', beside(out), ...more]);
  return String(told.serial);
}

const revoke = ({ folder, beside }: OperatorFolder, serial: string, now?: Date) =>
  runOperatorRevoke(['--folder', folder, '--serial', serial, '--out', beside('revoked.crl')], now);

const listed = ({ folder }: OperatorFolder) => runCertificates(['--folder', folder]);

test('every certificate of brokers and staff is listed, with its serial and its days', async () => {
  const operator = await anOperator();
  expect(listed(operator).lines).toEqual(['None yet: kontoret operator broker-certificate, central-certificate']);
  const hosts = ['--host', 'broker.example.se', '--host', '10.0.0.4'];
  const broker = await runBrokerCertificate([
    '--folder',
    operator.folder,
    '--out',
    operator.beside('broker'),
    ...hosts,
  ]);
  const serial = await central(operator, 'central', '--label', 'Tavlan i receptionen', '--days', '10');
  expect(listed(operator).lines).toEqual([
    `broker  ${broker.told.serial}  broker.example.se 10.0.0.4  has 729 days left`,
    `central  ${serial}  Tavlan i receptionen  has 9 days left`,
  ]);
});

test('one that is revoked is so from then on, and the others are not', async () => {
  const operator = await anOperator();
  const [lost, kept] = [await central(operator, 'lost'), await central(operator, 'kept')];
  expect(await revoke(operator, lost.toLowerCase(), new Date('2026-11-01T12:00:00Z'))).toMatchObject({
    exit: 0,
    told: { serial: lost, revoked: 1 },
  });
  expect((await revoke(operator, lost)).told).toMatchObject({ revoked: 1 });
  expect(listed(operator).told).toMatchObject({
    certificates: [{ serial: lost, revokedAt: '2026-11-01T12:00:00.000Z' }, { serial: kept }],
  });
  expect(listed(operator).lines).toEqual([
    expect.stringMatching(/is revoked$/),
    expect.stringMatching(/has 729 days left$/),
  ]);
});

test('a list has the certificates of boxes and of staff, whichever was revoked last', async () => {
  const operator = await anOperator();
  await newOffice(operator);
  const serial = await central(operator, 'central');
  expect((await revoke(operator, serial)).told).toMatchObject({ revoked: 1 });
  const args = ['--folder', operator.folder, '--office', 'storgatan-1', '--out', operator.beside('revoked.crl')];
  expect((await runOfficeRevoke(args)).told).toMatchObject({ revoked: 2 });
  expect((await revoke(operator, serial)).told).toMatchObject({ revoked: 2 });
});

test('whoever revokes a broker’s is told that boxes do not know of it', async () => {
  const operator = await anOperator();
  const out = operator.beside('broker');
  const { told } = await runBrokerCertificate(['--folder', operator.folder, '--out', out, '--host', 'localhost']);
  expect((await revoke(operator, String(told.serial))).lines.join(' ')).toContain('Boxes read no list');
});

test('a list that cannot be put where it was asked for leaves nothing there, and can be made again', async () => {
  const operator = await anOperator();
  const serial = await central(operator, 'central');
  mkdirSync(operator.beside('revoked.crl'));
  expect(await revoke(operator, serial)).toMatchObject({ exit: 73, told: { code: 'cannot-create' } });
  expect(existsSync(operator.beside('revoked.crl.part'))).toBe(false);
  rmdirSync(operator.beside('revoked.crl'));
  expect((await revoke(operator, serial)).told).toMatchObject({ revoked: 1 });
});

test.each([
  ['ABCDEF', 1, 'certificate-unknown'],
  ['', 64, 'usage'],
  ['../x', 64, 'usage'],
])('nothing is revoked by the serial “%s”', async (serial, exit, code) => {
  const operator = await anOperator();
  await central(operator, 'central');
  expect(await revoke(operator, serial)).toMatchObject({ exit, told: { code } });
  expect(existsSync(operator.beside('revoked.crl'))).toBe(false);
});

test('nothing is issued that could not be written down', async () => {
  const operator = await anOperator();
  writeFileSync(join(operator.folder, 'certificates.json'), '{"format":"ak-certificates/1","iss');
  const before = readFileSync(join(operator.folder, 'certificates.json'), 'utf8');
  const outcome = await runCentralCertificate(['--folder', operator.folder, '--out', operator.beside('central')]);
  expect(outcome).toMatchObject({ exit: 65, told: { code: 'file-malformed' } });
  expect(existsSync(operator.beside('central'))).toBe(false);
  expect(readFileSync(join(operator.folder, 'certificates.json'), 'utf8')).toBe(before);
});
