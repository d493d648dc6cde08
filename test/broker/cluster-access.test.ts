import { connectAsync, ErrorWithReasonCode, ErrorWithSubackPacket, type MqttClient } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { PASSWORD, startCluster } from '../support/ejabberd.ts';
import { describeWith } from '../support/parts.ts';

const OWN = 'ak/v1/allmanna/kontor-1';
const OTHER = 'ak/v1/allmanna/kontor-10';
/** MQTT 5 §2.4. ejabberd says of a topic that is not allowed that it is not valid. */
const NOT_AUTHORIZED = 135;
const FILTER_INVALID = 143;
const TOPIC_INVALID = 144;

/** 0 when the broker let it, else its reason code. */
async function reasonOf(attempt: Promise<unknown>): Promise<number> {
  try {
    await attempt;
    return 0;
  } catch (error) {
    if (error instanceof ErrorWithReasonCode) return error.code;
    if (error instanceof ErrorWithSubackPacket) return Number(error.packet.granted[0]);
    throw error;
  }
}

describeWith(['ejabberd', 'openssl'], 'the example of a cluster with its access rules', () => {
  test('boxes and staff may do what they may with one broker, across nodes; nobody else is let in', async () => {
    const { first, second, ca } = await startCluster(['kontor-1', 'kontor-10', 'central']);
    const connect = async (url: string, username: string, password = PASSWORD): Promise<MqttClient> => {
      const client = await connectAsync(url, { ca, username, password, protocolVersion: 5, reconnectPeriod: 0 });
      onTestFinished(() => client.endAsync(true));
      return client;
    };
    const publish = async (client: MqttClient, topic: string) => reasonOf(client.publishAsync(topic, '{}', { qos: 1 }));
    const subscribe = async (client: MqttClient, filter: string) => reasonOf(client.subscribeAsync(filter, { qos: 1 }));

    expect(await reasonOf(connect(first.url, 'kontor-1@allmanna', 'wrong'))).toBe(NOT_AUTHORIZED);
    const box = await connect(first.url, 'kontor-1@allmanna');
    expect(await publish(box, `${OWN}/doors/entrance`)).toBe(0);
    expect(await publish(box, `${OTHER}/status`)).toBe(TOPIC_INVALID);
    expect(await subscribe(box, `${OWN}/cmd`)).toBe(0);
    expect(await subscribe(box, `${OTHER}/cmd`)).toBe(FILTER_INVALID);
    expect(await subscribe(box, '#')).toBe(FILTER_INVALID);

    const central = await connect(second.url, 'central@allmanna');
    const commands: string[] = [];
    box.on('message', (topic) => void commands.push(topic));
    expect(await subscribe(central, 'ak/v1/#')).toBe(0);
    expect(await publish(central, `${OWN}/status`)).toBe(TOPIC_INVALID);
    expect(await publish(central, `${OTHER}/cmd`)).toBe(0);
    expect(await publish(central, `${OWN}/cmd`)).toBe(0);
    await expect.poll(() => commands).toEqual([`${OWN}/cmd`]);
  });
});
