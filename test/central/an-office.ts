import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import { Envelope, messageText } from '../../device/contract/feed/envelope.ts';
import { logHeadText, type SignedByBox } from '../../device/contract/feed/history.ts';
import { HistoryStream } from '../../device/contract/feed/topics.ts';
import { BootId } from '../../device/contract/ids.ts';

type Kind = Parameters<typeof messageText>[2];
type Said = { readonly topic: string; readonly text: string };
export type How = {
  readonly seq: number;
  readonly bootid?: BootId;
  readonly atMs?: number;
  readonly late?: boolean;
};

export const newBoot = () => BootId.parse(randomUUID());
export const boot = newBoot();

export const counted = (present: number | null) => ({
  present,
  seats: 24,
  quality: present === null ? 'unknown' : 'counted',
  since: '2026-11-30T08:00:00Z',
  band: present === null ? null : 'calm',
  areas: [],
});
export const doorBody = (door: string, over: object = {}) => ({
  ...{ door, state: 'closed', mode: 'locked', alarm: 'normal', strike: 'ready', tampered: false },
  ...over,
});
export const healthBody = { status: 'ok', version: '1.2.3', parts: [], clockSynchronised: true };

/** The text of one message of an office, as its box writes it. `topic` below the office’s prefix. */
export function said(name: string, topic: string, data: object, how: How, kind?: 'gap'): Said {
  const { seq, bootid = boot, atMs = Date.now(), late = false } = how;
  const stream = Envelope.shape.type.parse(`ak.v1.${kind ?? topic.split('/')[0]}`).slice('ak.v1.'.length) as Kind;
  const time = new Date(atMs).toISOString();
  return {
    topic: `ak/v1/${name}/${topic}`,
    text: messageText(`ak/v1/${name}`, topic, stream, { seq, bootid, time, late }, { ...data }),
  };
}

/** What signs for a box. */
export class BoxKey {
  readonly #private: KeyObject;
  readonly publicKey: string;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#private = privateKey;
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  }

  sign(signed: string): SignedByBox {
    const signature = sign(null, Buffer.from(signed), this.#private).toString('base64');
    return { signed, signature, key: this.publicKey };
  }

  head(office: string, seq: number, hash: string, at = '2026-11-30T08:00:00Z'): SignedByBox {
    return this.sign(logHeadText({ office, seq, hash: hash.repeat(64), at }));
  }
}

/** An office on a broker; it goes with the test. States and the last head of the log are retained, other history is not. */
export class AnOffice {
  readonly name: string;
  readonly client: MqttClient;

  private constructor(name: string, client: MqttClient) {
    this.name = name;
    this.client = client;
  }

  static async at(url: string, name = 'allmanna/kontor-1'): Promise<AnOffice> {
    const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 50 });
    client.on('error', () => {});
    onTestFinished(() => client.endAsync(true));
    return new AnOffice(name, client);
  }

  async say(topic: string, data: object, how: How, kind?: 'gap'): Promise<void> {
    const { topic: whole, text } = said(this.name, topic, data, how, kind);
    const retain = topic === 'log-head' || !HistoryStream.safeParse(topic).success;
    await this.client.publishAsync(whole, text, { qos: 1, retain });
  }

  async events(...seqs: readonly number[]): Promise<void> {
    for (const seq of seqs) await this.say('events', { event: 'occupancy-reset' }, { seq });
  }
}
