import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, ErrorWithReasonCode, type MqttClient } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { runBrokerCertificate, runCentralCertificate } from '../../../provisioning/operator/run-certificate.ts';
import { runOfficeRevoke } from '../../../provisioning/operator/run-office-revoke.ts';
import { runOperatorRevoke } from '../../../provisioning/operator/run-revoke.ts';
import { exampleConfig } from '../../support/example-config.ts';
import { Mosquitto } from '../../support/mosquitto.ts';
import { describeWith } from '../../support/parts.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { anOperator, givenConfig, newOffice, type OperatorFolder, reKeyed } from './an-operator.ts';

type Identity = { readonly cert: string; readonly key: string };

/** `openssl verify` of this certificate for this purpose. */
function verified(authority: string, certificate: string, purpose: 'sslclient' | 'sslserver'): boolean {
  const file = join(tempFolder(), 'certificate.pem');
  writeFileSync(file, certificate);
  const strictly = ['verify', '-x509_strict', '-CAfile', authority, '-purpose', purpose, file];
  return spawnSync('openssl', strictly).status === 0;
}

async function revoked({ folder, beside }: OperatorFolder): Promise<string> {
  const list = beside('revoked.crl');
  const outcome = await runOfficeRevoke(['--folder', folder, '--office', 'storgatan-1', '--out', list]);
  expect(outcome).toMatchObject({ exit: 0 });
  return list;
}

async function brokerFiles({ folder, beside }: OperatorFolder, ...hosts: readonly string[]) {
  const named = hosts.flatMap((host) => ['--host', host]);
  const outcome = await runBrokerCertificate(['--folder', folder, '--out', beside('broker'), ...named]);
  expect(outcome).toMatchObject({ exit: 0 });
  return (name: string) => join(beside('broker'), name);
}

describeWith(['openssl'], 'openssl takes', () => {
  test('the authority and a box’s certificate, for a client and nothing else', async () => {
    const operator = await anOperator();
    const { brokerCertificate, brokerKey } = await newOffice(operator);
    const authority = join(operator.folder, 'authority.crt');
    expect(verified(authority, brokerCertificate, 'sslclient')).toBe(true);
    expect(verified(authority, brokerCertificate, 'sslserver')).toBe(false);
    expect(verified(join((await anOperator()).folder, 'authority.crt'), brokerCertificate, 'sslclient')).toBe(false);
    const publicKey = (args: readonly string[], input: string) => execFileSync('openssl', args, { input }).toString();
    expect(publicKey(['pkey', '-pubout'], brokerKey)).toBe(publicKey(['x509', '-pubkey', '-noout'], brokerCertificate));
    const text = execFileSync('openssl', ['x509', '-noout', '-text', '-in', authority]).toString();
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    expect(text).toContain('NIST CURVE: P-256');
  });

  test('the list of revoked certificates, with all that were and none that came after', async () => {
    const operator = await anOperator();
    const [first, second] = [await newOffice(operator), await reKeyed(operator, 'second')];
    const list = await revoked(operator);
    const third = await reKeyed(operator, 'third');
    const authority = join(operator.folder, 'authority.crt');
    const files = [first, second, third].map(({ brokerCertificate }, index) =>
      operator.write(`${index}.crt`, brokerCertificate),
    );
    const checked = ['verify', '-x509_strict', '-crl_check', '-CAfile', authority, '-CRLfile', list];
    expect(files.map((file) => spawnSync('openssl', [...checked, file]).status)).toEqual([2, 2, 0]);
    const text = execFileSync('openssl', ['crl', '-noout', '-text', '-in', list]).toString();
    expect(text).toMatch(/X509v3 CRL Number:\s+\d+\n/);
    expect(text.match(/Serial Number/g)).toHaveLength(2);
    expect(text.match(/Key Compromise/g)).toHaveLength(2);
  });

  test('the list at a broker whose clock goes slow by an hour', async () => {
    const operator = await anOperator();
    await newOffice(operator);
    const list = await revoked(operator);
    const found = operator.write('found.crt', (await reKeyed(operator, 'found')).brokerCertificate);
    const files = ['-CAfile', join(operator.folder, 'authority.crt'), '-CRLfile', list];
    const anHourAgo = String(Math.floor(Date.now() / 1000) - 3_600);
    expect(spawnSync('openssl', ['verify', '-crl_check', '-attime', anHourAgo, ...files, found]).status).toBe(0);
  });

  test('a broker’s certificate, for a server and nothing else, at its names and addresses', async () => {
    const operator = await anOperator();
    const file = await brokerFiles(operator, 'broker.example.se', '10.0.0.4', '2001:db8::4', '64:ff9b::10.0.0.5');
    const authority = file('ca.crt');
    const certificate = readFileSync(file('server.crt'), 'utf8');
    expect(verified(authority, certificate, 'sslserver')).toBe(true);
    expect(verified(authority, certificate, 'sslclient')).toBe(false);
    const at = (flag: string, name: string) =>
      spawnSync('openssl', ['verify', '-CAfile', authority, flag, name, file('server.crt')]).status;
    const addresses = ['10.0.0.4', '2001:db8::4', '64:ff9b::10.0.0.5'];
    expect(addresses.map((ip) => at('-verify_ip', ip))).toEqual([0, 0, 0]);
    expect(at('-verify_hostname', 'broker.example.se')).toBe(0);
    expect(at('-verify_hostname', 'other.example.se')).not.toBe(0);
    expect(statSync(file('server.key')).mode & 0o777).toBe(0o600);
  });
});

/** The broker of the examples, with what `kontoret operator` made for it. `more`: lines of its config. */
async function brokerOf(operator: OperatorFolder, more = ''): Promise<(identity?: Identity) => Promise<MqttClient>> {
  const file = await brokerFiles(operator, 'localhost', '127.0.0.1');
  const rules = join(tempFolder(), 'acl');
  writeFileSync(rules, exampleConfig('mosquitto.acl', {}));
  const example = (port: number) =>
    exampleConfig('mosquitto.conf', {
      'listener 8883': `listener ${port} 127.0.0.1`,
      '/etc/mosquitto/ak/ca.crt': file('ca.crt'),
      '/etc/mosquitto/ak/server.crt': file('server.crt'),
      '/etc/mosquitto/ak/server.key': file('server.key'),
      '/etc/mosquitto/ak/mosquitto.acl': rules,
      'user mosquitto': 'user root',
      '/var/lib/mosquitto/': `${tempFolder()}/`,
    });
  const broker = await Mosquitto.startWith((port) => `${example(port)}\n${more}\n`);
  const ca = readFileSync(file('ca.crt'), 'utf8');
  return async (identity) => {
    const client = await connectAsync(broker.url, { ...identity, ca, protocolVersion: 5, reconnectPeriod: 0 });
    onTestFinished(() => client.endAsync(true));
    return client;
  };
}

async function identityOf(operator: OperatorFolder, out: string): Promise<Identity> {
  const { brokerCertificate, brokerKey } = await newOffice(operator, out);
  return { cert: brokerCertificate, key: brokerKey };
}

/** 0 when the broker took it, else the reason code of its PUBACK. */
async function published(client: MqttClient, topic: string): Promise<number> {
  try {
    await client.publishAsync(topic, '{}', { qos: 1 });
    return 0;
  } catch (error) {
    if (error instanceof ErrorWithReasonCode) return error.code;
    throw error;
  }
}

describeWith(['mosquitto'], 'the broker of the examples', () => {
  test('lets a box write below its own name, and staff listen to it', async () => {
    const operator = await anOperator();
    const connect = await brokerOf(operator);
    const outcome = await runCentralCertificate(['--folder', operator.folder, '--out', operator.beside('central')]);
    expect(outcome).toMatchObject({ exit: 0 });
    const read = (name: string) => readFileSync(join(operator.beside('central'), name), 'utf8');
    const central = await connect({ cert: read('central.crt'), key: read('central.key') });
    const heard: string[] = [];
    central.on('message', (topic) => heard.push(topic));
    await central.subscribeAsync('ak/v1/#', { qos: 1 });

    const box = await connect(await identityOf(operator, 'b'));
    expect(await published(box, 'ak/v1/kommunen/storgatan-1/occupancy')).toBe(0);
    expect(await published(box, 'ak/v1/kommunen/storgatan-10/occupancy')).toBe(135);
    expect(await published(box, 'ak/v1/staden/storgatan-1/occupancy')).toBe(135);
    await expect.poll(() => heard).toEqual(['ak/v1/kommunen/storgatan-1/occupancy']);
  });

  test('lets in nobody without a certificate, none of another operator by the same name, and no broker', async () => {
    const operator = await anOperator();
    const connect = await brokerOf(operator);
    await expect(connect()).rejects.toThrow();
    await expect(connect(await identityOf(await anOperator(givenConfig), 'b'))).rejects.toThrow();
    const read = (name: string) => readFileSync(join(operator.beside('broker'), name), 'utf8');
    await expect(connect({ cert: read('server.crt'), key: read('server.key') })).rejects.toThrow();
    await expect(connect(await identityOf(operator, 'b'))).resolves.toBeDefined();
  });

  test('lets a lost box in no more once it has the list, and its office’s next box all the same', async () => {
    const operator = await anOperator();
    const lost = await identityOf(operator, 'lost');
    const list = await revoked(operator);
    const found = await reKeyed(operator, 'found');
    const connect = await brokerOf(operator, `crlfile ${list}`);
    await expect(connect(lost)).rejects.toThrow();
    await expect(connect({ cert: found.brokerCertificate, key: found.brokerKey })).resolves.toBeDefined();
  });
});

describeWith(['mosquitto'], 'a certificate of central staff that was lost', () => {
  test('is good no more once the broker has the list, and the next one is', async () => {
    const operator = await anOperator();
    const issued = async (out: string) => {
      const args = ['--folder', operator.folder, '--out', operator.beside(out)];
      const { told } = await runCentralCertificate(args);
      const read = (name: string) => readFileSync(join(operator.beside(out), name), 'utf8');
      return { serial: String(told.serial), identity: { cert: read('central.crt'), key: read('central.key') } };
    };
    const [lost, found] = [await issued('lost'), await issued('found')];
    const list = operator.beside('revoked.crl');
    await runOperatorRevoke(['--folder', operator.folder, '--serial', lost.serial, '--out', list]);
    const connect = await brokerOf(operator, `crlfile ${list}`);
    await expect(connect(lost.identity)).rejects.toThrow();
    await expect(connect(found.identity)).resolves.toBeDefined();
  });
});

test('nothing of a certificate is written over', async () => {
  const operator = await anOperator();
  const file = await brokerFiles(operator, 'localhost');
  const before = readFileSync(file('server.key'), 'utf8');
  const again = await runBrokerCertificate([
    '--folder',
    operator.folder,
    '--out',
    operator.beside('broker'),
    '--host',
    'b',
  ]);
  expect(again).toMatchObject({ exit: 73, told: { code: 'file-exists' } });
  expect(readFileSync(file('server.key'), 'utf8')).toBe(before);
});

test('a second host that does not stand behind a --host of its own is not left out without a word', async () => {
  const { folder, beside } = await anOperator();
  const hosts = ['--host', 'a.example.se', 'b.example.se'];
  const outcome = await runBrokerCertificate(['--folder', folder, '--out', beside('broker'), ...hosts]);
  expect(outcome).toMatchObject({ exit: 64, lines: [expect.stringContaining('b.example.se')] });
  expect(existsSync(beside('broker'))).toBe(false);
});

test.each(['', 'a b', '*.example.se', '-x', 'a..b', '../x', '300.1.1.1', 'example.se.', 'fe80::1%eth0'])(
  '“%s” is no host',
  async (host) => {
    const { folder, beside } = await anOperator();
    const outcome = await runBrokerCertificate(['--folder', folder, '--out', beside('broker'), `--host=${host}`]);
    expect(outcome).toMatchObject({ exit: 64 });
  },
);
