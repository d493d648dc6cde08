import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { CertificateAuthority } from '../support/certificates.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { told } from './spellings.ts';

const PASSWORD = 'brokerns-hemliga-ord';
const SIP2_PASSWORD = 'bibliotekets-hemliga-ord';
const SUN_KEY = '5a7c9e1b3d5f70829a4c6e8b0d2f4163';
const [PIN, WRONG_PIN] = ['83127490', '55501738'];
const CARD = '04A1B2C3D4E5F6';
const HOST_CARD = '04DE300000DE01';
const json = { 'content-type': 'application/json' };

type Office = {
  readonly folder: string;
  readonly config: object;
  readonly broker: Mosquitto;
  readonly ca: string;
  readonly tlsKey: string;
};

/** All that a config can name of secrets, with a real broker that wants TLS and a password. */
async function anOffice(): Promise<Office> {
  const folder = tempFolder();
  const authority = await CertificateAuthority.create();
  const [server, own] = [await authority.sign({ commonName: 'broker' }), await authority.sign({ commonName: 'box' })];
  const secret = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const broker = await Mosquitto.start({
    user: { username: 'box', password: PASSWORD },
    tls: { certificate: server.certificateFile, key: server.keyFile },
  });
  const identity = {
    certFile: own.certificateFile,
    keyFile: secret('tls.key', own.key),
    caFile: authority.certificateFile,
  };
  const passwordFile = secret('broker-password', PASSWORD);
  const sun = { metaReadKey: SUN_KEY, masterKey: [...SUN_KEY].toReversed().join(''), systemIdentifier: '' };
  const config = {
    ...alwaysOpen,
    office: { ...alwaysOpen.office, openingHours: undefined },
    policy: {
      ...{ schemaVersion: 1, version: 1, slots: [{ mode: 'staffed', hours: '24/7' }] },
      modes: { staffed: { who: 'library', assurance: 2 } },
      enrolment: { self: true, pin: 'offered' },
    },
    broker: { mode: 'mqtt', urls: [broker.url], username: 'box', passwordFile, ...identity },
    library: {
      ...{ system: 'sip2', host: '127.0.0.1', port: 1, terminalPasswordFile: secret('terminal', SIP2_PASSWORD) },
      login: { user: 'kontoret', passwordFile: secret('sip2', SIP2_PASSWORD) },
    },
    tags: { sunKeyFile: secret('sun.json', JSON.stringify(sun)) },
    exports: { folder: '/media/none', recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' },
  };
  return { folder, config, broker, ca: authority.cert, tlsKey: own.key };
}

/** What the box made for itself, and what the config names. */
function secretsOf({ folder, tlsKey }: Office): Record<string, Buffer> {
  const text = (value: string) => Buffer.from(value);
  const made = ['credential.key', 'pseudonym.key', 'session-secret', 'admin-token', 'shell-token', 'kiosk-token'];
  const scalar = (pem: string) => Buffer.from(String(createPrivateKey(pem).export({ format: 'jwk' }).d), 'base64url');
  return {
    ...Object.fromEntries(made.map((name) => [name, readFileSync(join(folder, name))])),
    ...{ 'box.key': scalar(readFileSync(join(folder, 'box.key'), 'utf8')), 'tls.key': scalar(tlsKey) },
    ...{ password: text(PASSWORD), 'SIP2 password': text(SIP2_PASSWORD), 'SUN key': Buffer.from(SUN_KEY, 'hex') },
    ...{ PIN: text(PIN), 'wrong PIN': text(WRONG_PIN) },
  };
}

/** A screen that asks for all it may, and for much that it may not; what it was answered. */
async function aDay(box: ControllerProcess, answers: string[]): Promise<string> {
  const url = await box.url();
  const startToken = readFileSync(join(box.folder, 'kiosk-token'), 'utf8');
  const entered = await fetch(`${url}?token=${startToken}`, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const ask = async (path: string, body?: object, headers: object = { cookie }) => {
    const post = body && { method: 'POST', body: JSON.stringify(body) };
    const answer = await (await fetch(new URL(path, url), { ...post, headers: { ...json, ...headers } })).text();
    answers.push(answer);
    return answer;
  };
  const snapshot = async () => JSON.parse(await ask('/api/snapshot'));
  const tap = async (card: object) => {
    const before = (await snapshot()).lastTap?.id;
    await ask('/sim/readers/front/present', card);
    return before;
  };
  const outcome = (before: number) =>
    expect.poll(async () => (await snapshot()).lastTap?.id, { timeout: 20_000 }).not.toBe(before);
  const type = async (pin: string) => {
    await expect.poll(async () => (await snapshot()).pinEntry, { timeout: 20_000 }).not.toBeNull();
    await ask('/api/kiosk/pin', { id: (await snapshot()).pinEntry.id, pin });
  };
  await ask('/api/kiosk/enrol', {});
  await outcome(await tap({ uid: CARD }));
  await ask('/api/kiosk/choose-pin', { id: (await snapshot()).lastTap.id, pin: PIN });
  for (const pin of [WRONG_PIN, PIN]) {
    const before = await tap({ uid: CARD });
    await type(pin);
    await outcome(before);
  }
  const before = await tap({ barcode: 'BIBL-7731-9925' });
  await type(PIN);
  await outcome(before);
  await ask('/api/host/request-view', {});
  await tap({ uid: HOST_CARD });
  await expect.poll(async () => (await snapshot()).host, { timeout: 20_000 }).not.toBeNull();
  await ask('/api/host/export', { what: 'statistics' });
  await ask('/api/host/correct-count', { present: 3, reason: 'counted-by-eye' });
  const pass = await (
    await fetch(new URL('/api/host/guest-pass', url), {
      method: 'POST',
      headers: { ...json, cookie },
      body: '{"hours":2,"uses":1,"carrier":"qr"}',
    })
  ).json();
  await tap({ qr: pass.text });
  for (const path of ['/api/health', '/api/admin/policy', '/api/shell/watch', '/none', '/%'])
    await ask(path, undefined, {});
  return pass.text;
}

async function commandLines(folder: string): Promise<Record<string, Buffer>> {
  const built = (path: string) => fileURLToPath(new URL(`../../.build/${path}`, import.meta.url));
  const lines = [
    [built('log/log.js'), 'verify'],
    [built('log/log.js'), 'export', 'statistics', '--out', join(folder, 'statistics.csv')],
    [built('access/access.js'), 'export-policy', join(folder, 'policy.json')],
    [built('access/access.js'), 'import-credentials', join(folder, 'broker-password')],
  ];
  const said = await Promise.all(
    lines.map(
      (args) =>
        new Promise<Buffer>((resolve) =>
          execFile(process.execPath, args, { env: { ...process.env, AK_DATA_DIR: folder } }, (_, out, error) =>
            resolve(Buffer.from(out + error)),
          ),
        ),
    ),
  );
  return Object.fromEntries(said.map((bytes, n) => [(lines[n] ?? []).slice(0, 3).join(' '), bytes]));
}

describeWith(['mosquitto'], 'no key, token, password or PIN is told', () => {
  test('in the journal, an answer, a message, a command’s output or an argument of a process', async () => {
    const office = await anOffice();
    const box = new ControllerProcess({ folder: office.folder, config: office.config });
    await box.said('broker-connected');
    const messages: Buffer[] = [];
    const subscriber = await connectAsync(office.broker.url, { username: 'box', password: PASSWORD, ca: office.ca });
    subscriber.on('message', (topic, payload) => messages.push(Buffer.from(topic), payload));
    await subscriber.subscribeAsync('#');
    const secrets = secretsOf(office);
    const answers: string[] = [];
    const pass = await aDay(box, answers);
    const all = {
      ...secrets,
      ...secretsOf(office),
      'kiosk-token before': secrets['kiosk-token'] ?? Buffer.of(),
      pass: Buffer.from(pass),
    };
    const arguments_ = readFileSync(`/proc/${box.child.pid}/cmdline`);
    const lines = await commandLines(office.folder);
    await expect.poll(() => messages.length).toBeGreaterThan(6);
    expect(await box.stop()).toBe(0);
    await subscriber.endAsync(true);
    const where = {
      ...{ journal: Buffer.from(box.output()), stderr: Buffer.from(box.stderr), arguments: arguments_ },
      ...{ answers: Buffer.from(answers.join('\n')), messages: Buffer.concat(messages), ...lines },
    };
    expect(box.output()).toContain('access-granted');
    expect(box.output()).toContain('access-denied');
    expect(told(all, where)).toEqual([]);
    // A search that finds nothing has to find what is there.
    expect(
      told({ PIN: Buffer.from(PIN) }, { here: Buffer.from(`x${Buffer.from(PIN).toString('base64url')}`) }),
    ).toEqual(['PIN in here']);
  }, 90_000);
});

test('a start that is refused, or goes on without a part, tells nothing of the file that is wrong', async () => {
  const folder = tempFolder();
  const hush = 'tyst-tyst-4711';
  const file = join(folder, 'secret');
  writeFileSync(file, hush, { mode: 0o600 });
  const mqtt = { mode: 'mqtt', urls: ['mqtts://127.0.0.1:1'], certFile: file, keyFile: file, caFile: file };
  const starts: [string, object | string][] = [
    ['no config', hush],
    ['half a config', `{"schemaVersion":"${hush}`],
    ['a wrong value', { ...alwaysOpen, broker: { ...mqtt, urls: [`mqtts://box:${hush}@a`] } }],
    ['keys of tags that are none', { ...alwaysOpen, tags: { sunKeyFile: file } }],
    ['a TLS key that is none', { ...alwaysOpen, broker: mqtt }],
  ];
  for (const [what, config] of starts) {
    const box = new ControllerProcess({ folder: join(folder, what), config });
    await Promise.race([box.exited, box.url().catch(() => {})]);
    await box.stop();
    expect(
      told({ [what]: Buffer.from(hush) }, { stdout: Buffer.from(box.output()), stderr: Buffer.from(box.stderr) }),
    ).toEqual([]);
  }
  copyFileSync(file, join(folder, 'box.key'));
  const box = new ControllerProcess({ folder, config: alwaysOpen });
  expect(await box.exited).toBe(70);
  expect(
    told({ 'box.key': Buffer.from(hush) }, { stdout: Buffer.from(box.output()), stderr: Buffer.from(box.stderr) }),
  ).toEqual([]);
  expect(readdirSync(folder)).toContain('box.key');
});
