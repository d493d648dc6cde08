import { connect as connectTls, type SecureVersion } from 'node:tls';
import { connectAsync, ErrorWithReasonCode, type MqttClient } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { type Certificate, CertificateAuthority } from '../support/certificates.ts';
import { guardedBroker } from '../support/guarded-broker.ts';
import { describeWith } from '../support/parts.ts';

const OWN = 'ak/v1/allmanna/kontor-1';
/** The name of the one begins with the name of the other. */
const OTHERS = ['ak/v1/allmanna/kontor-10', 'ak/v1/stockholm/kontor-1', 'ak/v1/allmanna'];
/** MQTT 5 §2.4. */
const NOT_AUTHORIZED = 135;

/** The broker of the examples, and the authority that it trusts. */
async function exampleBroker() {
  const { broker, authority } = await guardedBroker();
  const connect = async (identity?: Pick<Certificate, 'cert' | 'key'>): Promise<MqttClient> => {
    const client = await connectAsync(broker.url, {
      ...identity,
      ca: authority.cert,
      protocolVersion: 5,
      reconnectPeriod: 0,
    });
    onTestFinished(() => client.endAsync(true));
    return client;
  };
  return {
    broker,
    authority,
    connect,
    named: async (commonName: string) => connect(await authority.sign({ commonName })),
  };
}

/** 0 when the broker took it, else the reason code of its PUBACK. */
async function publish(client: MqttClient, topic: string): Promise<number> {
  try {
    await client.publishAsync(topic, '{}', { qos: 1 });
    return 0;
  } catch (error) {
    if (error instanceof ErrorWithReasonCode) return error.code;
    throw error;
  }
}

async function publishAll(client: MqttClient, topics: readonly string[]): Promise<number[]> {
  const codes: number[] = [];
  for (const topic of topics) codes.push(await publish(client, topic));
  return codes;
}

/** Topics of what comes in. */
async function listen(client: MqttClient, filter: string): Promise<string[]> {
  const heard: string[] = [];
  client.on('message', (topic) => void heard.push(topic));
  await client.subscribeAsync(filter, { qos: 1 });
  return heard;
}

/** The code of the error in which a handshake that speaks this version alone ends; null when it succeeds. */
async function handshake(port: number, version: SecureVersion, identity: Certificate, ca: string) {
  return new Promise<string | null>((resolve) => {
    const socket = connectTls({
      port,
      host: '127.0.0.1',
      ca,
      cert: identity.cert,
      key: identity.key,
      minVersion: version,
      maxVersion: version,
      // OpenSSL 3 itself speaks nothing older than TLS 1.2 at any higher level.
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    socket.on('secureConnect', () => socket.end(() => resolve(null)));
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

describeWith(['mosquitto', 'openssl'], 'the example of a broker with its access list', () => {
  test('a box publishes below its own prefix, and nowhere else: reason code 135', async () => {
    const { named } = await exampleBroker();
    const box = await named('allmanna/kontor-1');
    expect(await publishAll(box, [`${OWN}/status`, `${OWN}/events`, `${OWN}/doors/entrance`])).toEqual([0, 0, 0]);
    const elsewhere = [...OTHERS.map((prefix) => `${prefix}/status`), 'ak/v1/status', 'homeassistant/status'];
    expect(await publishAll(box, elsewhere)).toEqual(elsewhere.map(() => NOT_AUTHORIZED));
  });

  test('a box hears its own commands and its own status, and nothing of others, whatever it subscribes to', async () => {
    const { named } = await exampleBroker();
    const [box, other, central] = await Promise.all(['allmanna/kontor-1', 'allmanna/kontor-10', 'central'].map(named));
    if (!box || !other || !central) throw new Error('three are connected');
    const heard = await listen(box, '#');
    expect(await publishAll(other, [`${OTHERS[0]}/status`, `${OTHERS[0]}/events`])).toEqual([0, 0]);
    expect(await publishAll(central, [`${OTHERS[0]}/cmd`, `${OTHERS[1]}/cmd`, `${OWN}/cmd`])).toEqual([0, 0, 0]);
    // A broker keeps the order of a client’s messages: what comes last tells that all has been heard.
    expect(await publishAll(box, [`${OWN}/events`, `${OWN}/status`])).toEqual([0, 0]);
    await expect.poll(() => heard).toContain(`${OWN}/status`);
    expect([...heard].sort()).toEqual([`${OWN}/cmd`, `${OWN}/status`]);
  });

  test('central staff hear every office, and write commands alone', async () => {
    const { named } = await exampleBroker();
    const [box, other, central] = await Promise.all(['allmanna/kontor-1', 'stockholm/kontor-1', 'central'].map(named));
    if (!box || !other || !central) throw new Error('three are connected');
    const heard = await listen(central, 'ak/v1/#');
    await publish(box, `${OWN}/events`);
    await publish(other, `${OTHERS[1]}/events`);
    await expect.poll(() => heard).toEqual([`${OWN}/events`, `${OTHERS[1]}/events`]);
    expect(await publish(central, `${OWN}/cmd`)).toBe(0);
    expect(await publishAll(central, [`${OWN}/status`, `${OWN}/cmd/more`])).toEqual([NOT_AUTHORIZED, NOT_AUTHORIZED]);
  });

  test('a name with a wildcard in it may do nothing', async () => {
    const { named } = await exampleBroker();
    const box = await named('allmanna/+');
    expect(await publish(box, `${OWN}/status`)).toBe(NOT_AUTHORIZED);
  });

  test('nobody is let in without a certificate, with one of another authority, or with one that has run out', async () => {
    const { authority, connect, named } = await exampleBroker();
    const foreign = await CertificateAuthority.create();
    const commonName = 'allmanna/kontor-1';
    await expect(connect()).rejects.toThrow();
    await expect(connect(await foreign.sign({ commonName }))).rejects.toThrow();
    await expect(connect(await authority.sign({ commonName, days: -1 }))).rejects.toThrow();
    await expect(named(commonName)).resolves.toBeDefined();
  });

  test('TLS 1.2 and 1.3 are spoken, and TLS 1.1 is refused', async () => {
    const { broker, authority } = await exampleBroker();
    const identity = await authority.sign({ commonName: 'allmanna/kontor-1' });
    const end = (version: SecureVersion) => handshake(broker.port, version, identity, authority.cert);
    expect(await end('TLSv1.3')).toBeNull();
    expect(await end('TLSv1.2')).toBeNull();
    expect(await end('TLSv1.1')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });
});
