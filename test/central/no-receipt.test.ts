import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABox, aDesk, central, rsaPem } from './a-desk.ts';
import { AnOffice, newBoot } from './an-office.ts';

describeWith(['mosquitto'], 'a command that nobody answers', () => {
  test('without a receipt in time it ends with 75, and does not say that nothing was done', async () => {
    const [broker, desk] = [await Mosquitto.start(), await aDesk()];
    const box = await ABox.at(broker.url, desk.publicKey, () => null);
    const send = ['send', '--broker', broker.url, ...desk.key, 'open-once', '--door', 'd', '--wait', '1'];
    expect(await central(...send)).toMatchObject({
      exit: 75,
      noted: expect.stringMatching(
        /\nNo receipt of allmanna\/kontor-1 in time\. Whether open-once was carried out is not known\.$/,
      ),
    });
    expect(JSON.parse((await central(...send, '--json')).said)).toMatchObject({
      outcome: 'unknown',
      code: 'no-receipt',
    });
    expect(box.heard).toHaveLength(2);
  });

  test('a command that may wait is sent again, as it was, when the office comes online', async () => {
    const [broker, desk] = [await Mosquitto.start(), await aDesk()];
    const office = await AnOffice.at(broker.url);
    await office.say('status', { status: 'offline' }, { seq: 9 });
    const listener = await AnOffice.at(broker.url);
    const seen: string[] = [];
    listener.client.on('message', (_topic, payload) => void seen.push(payload.toString('utf8')));
    await listener.client.subscribeAsync('ak/v1/allmanna/kontor-1/cmd', { qos: 1 });
    const sent = central('send', '--broker', broker.url, ...desk.key, 'announce', '--text', 'sv=Hej', '--wait', '20');
    await expect.poll(() => seen.length).toBe(1);
    const box = await ABox.at(broker.url, desk.publicKey);
    await expect
      .poll(
        async () => {
          await office.say('status', { status: 'online' }, { seq: 1, bootid: newBoot() });
          return box.heard.length;
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(0);
    expect(await sent).toMatchObject({ exit: 0, noted: expect.stringContaining('sent again') });
    expect(new Set(seen).size).toBe(1);
  });

  test('a broker that is not there, or lets nobody in, ends it with 69', async () => {
    const [away, closed] = [
      await Mosquitto.prepare(),
      await Mosquitto.start({ user: { username: 'u', password: 'p' } }),
    ];
    const desk = await aDesk();
    const send = (url: string, ...more: readonly string[]) =>
      central('send', '--broker', url, ...desk.key, 'request-muster', '--json', ...more);
    const codeOf = async (sent: ReturnType<typeof send>) => {
      const { exit, said } = await sent;
      return [exit, JSON.parse(said).code];
    };
    expect(await codeOf(send(away.url))).toEqual([69, 'broker-unreachable']);
    expect(await codeOf(send(closed.url))).toEqual([69, 'broker-refused']);
    writeFileSync(desk.file('password'), 'p\n');
    const login = ['--username', 'u', '--password-file', desk.file('password'), '--wait', '1'];
    expect(await codeOf(send(closed.url, ...login))).toEqual([75, 'no-receipt']);
  });

  test('a broker that lets in, and then hangs, ends it with 69 when the wait is over: it was not sent', async () => {
    const hanging = createServer((socket) => {
      socket.on('error', () => {});
      // CONNACK, and no word more (MQTT 5 §3.2).
      socket.once('data', () => socket.write(Buffer.of(0x20, 3, 0, 0, 0)));
    });
    onTestFinished(() => void hanging.close());
    await once(hanging.listen(0, '127.0.0.1'), 'listening');
    const address = hanging.address();
    const url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
    const desk = await aDesk();
    const sent = await central('send', '--broker', url, ...desk.key, 'request-muster', '--wait', '1', '--json');
    expect(sent.exit).toBe(69);
    expect(JSON.parse(sent.said)).toMatchObject({ code: 'broker-unreachable' });
  });

  test('one that may not publish there is told so at once', async () => {
    const broker = await Mosquitto.start({
      user: { username: 'u', password: 'p' },
      aclFor: { username: 'u', topic: 'elsewhere/#' },
    });
    const desk = await aDesk();
    writeFileSync(desk.file('password'), 'p');
    const login = ['--username', 'u', '--password-file', desk.file('password')];
    const { exit, noted } = await central('send', '--broker', broker.url, ...login, ...desk.key, 'request-muster');
    expect({ exit, noted }).toMatchObject({ exit: 69, noted: expect.stringContaining('Not authorized') });
  });

  test('a key is made for its owner alone, and never in the place of another', async () => {
    const { file, publicKey } = await aDesk();
    expect(Buffer.from(publicKey, 'base64')).toHaveLength(32);
    expect(statSync(file('key.pem')).mode & 0o777).toBe(0o600);
    const before = readFileSync(file('key.pem'), 'utf8');
    const again = await central('keygen', '--out', file('key.pem'), '--id', 'duty-desk', '--right', 'announce');
    expect(again.exit).toBe(73);
    expect(readFileSync(file('key.pem'), 'utf8')).toBe(before);
    const entry = await central('keygen', '--out', file('b.pem'), '--id', 'b', '--right', 'open-once');
    expect(JSON.parse(entry.said)).toEqual({ id: 'b', publicKey: expect.any(String), rights: ['open-once'] });
  });

  test('a signed file is not written over another', async () => {
    const { file, key } = await aDesk();
    const sign = () => central('sign', ...key, 'request-muster', '--out', file('c.json'));
    expect((await sign()).exit).toBe(0);
    const before = readFileSync(file('c.json'), 'utf8');
    expect((await sign()).exit).toBe(73);
    expect(readFileSync(file('c.json'), 'utf8')).toBe(before);
  });

  test('what is called wrongly ends with 64, and what cannot be read with 66; nothing is signed', async () => {
    const { file, key } = await aDesk();
    const [, keyFile = '', ...named] = key;
    writeFileSync(file('rsa.pem'), rsaPem());
    chmodSync(file('rsa.pem'), 0o600);
    writeFileSync(file('policy.json'), '{');
    const out = ['--out', file('out.json')];
    const sign = async (...args: readonly string[]) => (await central('sign', ...args, ...out)).exit;
    expect(await sign(...key, 'open-everything')).toBe(64);
    expect(await sign(...key, 'open-once')).toBe(64);
    expect(await sign(...key, 'open-once', '--door', 'd', '--present', '3')).toBe(64);
    expect(await sign(...key, 'hold-open', '--door', 'd', '--until', 'tomorrow')).toBe(64);
    expect(await sign(...key, 'announce', '--text', 'en=Hello')).toBe(64);
    expect(await sign(...key, 'announce', '--withdraw', '--text', 'sv=Hej')).toBe(64);
    expect(await sign(...key, 'announce', '--withdraw', '--valid-for', 'long')).toBe(64);
    expect(await sign(...key, 'announce', '--text', 'sv=Stängt', 'i', 'dag')).toBe(64);
    expect(await sign(...key, 'set-count', '--present', '', '--reason', 'counted-by-eye')).toBe(64);
    expect(await sign(...key, 'block-credentials', '--version', '1', '--credential', '1234', '--why', 'x')).toBe(64);
    expect(await sign(...key, 'request-muster', '--target', 'kontor-1')).toBe(64);
    expect(await sign(...named, 'request-muster')).toBe(64);
    expect(await sign('--key', file('none.pem'), ...named, 'request-muster')).toBe(66);
    expect(await sign('--key', file('rsa.pem'), ...named, 'request-muster')).toBe(66);
    expect(await sign('--key', keyFile, ...named, 'replace-policy', '--policy', file('none.json'))).toBe(66);
    expect(await sign('--key', keyFile, ...named, 'replace-policy', '--policy', file('policy.json'))).toBe(66);
    expect(existsSync(file('out.json'))).toBe(false);
    expect((await central('send', ...key, 'request-muster')).exit).toBe(64);
    expect((await central('send', '--broker', 'http://x', ...key, 'request-muster')).exit).toBe(64);
    expect((await central('send', '--broker', 'mqtt://u:p@x', ...key, 'request-muster')).exit).toBe(64);
    expect((await central('send', '--broker', 'mqtt://x', '--file', file('policy.json'))).exit).toBe(66);
    expect((await central('fly')).exit).toBe(64);
    expect(await central('send', '--help')).toMatchObject({ exit: 0, said: expect.stringContaining('76  when') });
  });
});
