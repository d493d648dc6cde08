import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Identity } from '../../device/broker/identity.ts';
import { ok } from '../../device/contract/result.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, untilReady } from './linked.ts';

const user = { username: 'kontor', password: 'rätt' };
const pem = (name: string) => fileURLToPath(new URL(`./certificates/${name}.pem`, import.meta.url));
const tls = { certificate: pem('test-only.cert'), key: pem('test-only.key') };
const ca = readFileSync(tls.certificate, 'utf8');

const known = (identity: Partial<Identity>) => () => ok({ validUntil: null, issuer: '', mark: '', ...identity });

describeWith(['mosquitto'], 'a broker that lets in only whom it knows', () => {
  for (const protocolVersion of [4, 5] as const) {
    test(`refuses a wrong password, by MQTT ${protocolVersion}: told once, however often it is tried`, async () => {
      const broker = await Mosquitto.start({ user });
      const linked = linkTo(broker.url, { protocolVersion, identity: known({ ...user, password: 'fel' }) });
      linked.outbox.fill(5);
      linked.start();
      for (let attempt = 1; attempt <= 3; attempt++) {
        await expect.poll(() => linked.clock.pending().every((delay) => delay !== 5000)).toBe(true);
        expect(linked.fault()).toBe('broker-refused');
        linked.clock.advance(5000);
      }
      expect(linked.events.map((event) => ({ ...event, detail: undefined }))).toEqual([
        { type: 'broker-lost', code: 'broker-refused', detail: undefined },
      ]);
      expect(JSON.stringify([linked.events, linked.statuses])).not.toContain('fel');
      expect(linked.outbox.size()).toBe(5);
    });
  }

  test('takes the right password', async () => {
    const broker = await Mosquitto.start({ user });
    const linked = linkTo(broker.url, { identity: known(user) });
    linked.outbox.fill(5);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.size()).toBe(0);
  });

  test('(I6) that refuses the messages gets them again later, and they stay until then', async () => {
    const broker = await Mosquitto.start({ user, aclFor: { username: user.username, topic: 'ak/v1/+/+/status' } });
    const linked = linkTo(broker.url, { identity: known(user) });
    linked.outbox.fill(5);
    linked.start();
    await expect.poll(() => linked.fault()).toBe('broker-refused');
    expect(linked.outbox.size()).toBe(5);
    const [first = 0] = linked.clock.pending();
    linked.clock.advance(first);
    await expect.poll(() => linked.statuses.length).toBe(5);
    // It is not taken for well because it took the connection: the second wait is the longer one.
    const [second = 0] = linked.clock.pending();
    expect(second).toBeGreaterThan(first);
    expect(linked.outbox.size()).toBe(5);
  });
});

describeWith(['mosquitto'], 'a broker with TLS', () => {
  test('is trusted by the authority that the config names', async () => {
    const broker = await Mosquitto.start({ tls });
    const subscriber = new Subscriber(broker.url, { ca });
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url, { identity: known({ ca: Buffer.from(ca) }) });
    linked.outbox.fill(5);
    linked.start();
    await untilReady(linked);
    await expect.poll(() => subscriber.on('events').length).toBe(5);
    await linked.link.stop();
    await expect.poll(() => subscriber.on('status').at(-1)?.seq).toBe(2);
  });

  test('of an unknown authority is not trusted, and is told nothing', async () => {
    const broker = await Mosquitto.start({ tls });
    const subscriber = new Subscriber(broker.url, { ca });
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.outbox.fill(5);
    linked.start();
    await expect.poll(() => linked.fault()).toBe('broker-untrusted');
    expect(linked.outbox.size()).toBe(5);
    expect(subscriber.received).toEqual([]);
  });
});
