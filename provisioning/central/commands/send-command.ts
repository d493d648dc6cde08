import { connect, type MqttClient } from 'mqtt';
import { CONTENT_TYPE, Envelope } from '../../../device/contract/feed/envelope.ts';
import { StatusBody } from '../../../device/contract/feed/state.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { parseJson } from '../../files/text-file.ts';
import { type BrokerAccess, connectionOptions } from '../broker/broker-access.ts';
import { type Loss, lossOf } from '../broker/loss.ts';
import { type ReceiptSeen, readReceipt } from './read-receipt.ts';
import type { ReadyCommand } from './sign-command.ts';

export type Sending = {
  readonly access: BrokerAccess;
  readonly ready: ReadyCommand;
  /** Base64, or null: the receipt is then taken as it comes. */
  readonly boxKey: string | null;
  readonly waitMs: number;
  readonly note: (line: string) => void;
};

/** `null`: none came in time. A wrongly signed one is handed back only when no other came. */
export type Answer = Result<ReceiptSeen | null, Loss>;

/** How long after a loss of the connection the next is tried. */
const RECONNECT_MS = 1_000;

/** Of a broker that let in and then said nothing: the command was not sent. */
const silent: Loss = { code: 'broker-unreachable', detail: 'it does not answer' };

/** Sends a command, again when the office comes back meanwhile, and waits for its receipt. */
export async function sendCommand(sending: Sending): Promise<Answer> {
  const connected = await connectToFirst(sending.access);
  if (!connected.ok) return connected;
  const client = connected.value;
  try {
    return await exchange(client, sending);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return err(lossOf(cause));
  } finally {
    await client.endAsync(true);
  }
}

async function connectToFirst(access: BrokerAccess): Promise<Result<MqttClient, Loss>> {
  let lost: Result<never, Loss> = err({ code: 'broker-unreachable', detail: 'there is none' });
  for (const url of access.urls) {
    const connected = await connectTo(access, url);
    if (connected.ok) return connected;
    lost = err({ code: connected.error.code, detail: `${url}: ${connected.error.detail}` });
  }
  return lost;
}

/** While it waits for a receipt a lost connection comes back by itself. */
async function connectTo(access: BrokerAccess, url: string): Promise<Result<MqttClient, Loss>> {
  let client: MqttClient;
  try {
    client = connect({ ...connectionOptions(access, url), reconnectPeriod: RECONNECT_MS });
  } catch (cause) {
    // A file that is no certificate makes Node throw at once.
    if (!(cause instanceof Error)) throw cause;
    return err(lossOf(cause));
  }
  const { promise, resolve } = Promise.withResolvers<Loss | null>();
  // It stays on to the end: an `error` that nobody hears would end the process.
  client.on('error', (cause) => resolve(lossOf(cause)));
  client.once('close', () => resolve({ code: 'broker-unreachable', detail: 'the connection was closed' }));
  client.once('connect', () => resolve(null));
  const loss = await promise;
  if (loss === null) return ok(client);
  client.end(true);
  return err(loss);
}

async function exchange(client: MqttClient, { ready, boxKey, waitMs, note }: Sending): Promise<Answer> {
  const prefix = `ak/v1/${ready.order.target}`;
  const watch = new OnlineWatch();
  let forged: ReceiptSeen | null = null;
  const waiting = Promise.withResolvers<Answer>();
  let isSent = false;
  const timer = setTimeout(() => waiting.resolve(isSent ? ok(forged) : err(silent)), waitMs);
  client.on('message', (topic, payload, { retain }) => {
    if (topic === `${prefix}/status` && watch.cameOnline(payload, retain)) {
      note('The office has come online: the command is sent again.');
      publish();
    }
    const seen = topic === `${prefix}/receipt` ? readReceipt(payload, ready, boxKey) : null;
    // Whoever may write to the topic can forge one; that of the box may still come.
    if (seen?.signature === 'wrong') forged = seen;
    else if (seen !== null) waiting.resolve(ok(seen));
  });
  const lost = (cause: Error) => waiting.resolve(err(lossOf(cause)));
  const publish = () => {
    isSent = true;
    void publishOnce(client, `${prefix}/cmd`, ready).catch(lost);
  };
  const begin = () => {
    publish();
    note(`Sent to ${ready.order.target}; waiting for its receipt, ${Math.ceil(waitMs / 1000)} s at most.`);
  };
  try {
    client.subscribeAsync([`${prefix}/receipt`, `${prefix}/status`], { qos: 1 }).then(begin, lost);
    return await waiting.promise;
  } finally {
    clearTimeout(timer);
  }
}

async function publishOnce(client: MqttClient, topic: string, { text, order }: ReadyCommand): Promise<void> {
  const lifeMs = Date.parse(order.expiresAt) - Date.now();
  if (lifeMs <= 0) return;
  const properties = { messageExpiryInterval: Math.ceil(lifeMs / 1000), contentType: CONTENT_TYPE };
  await client.publishAsync(topic, text, { qos: 1, retain: false, properties });
}

/** Whether an office has come online since what was known of it before, by its status topic. */
class OnlineWatch {
  #known: { readonly bootid: string; readonly online: boolean } | null = null;

  /** `retained`: the first such word tells how it was when the command was sent, and not that this has changed. */
  cameOnline(payload: Uint8Array, retained: boolean): boolean {
    const envelope = Envelope.safeParse(parseJson(Buffer.from(payload).toString('utf8')));
    const body = StatusBody.safeParse(envelope.data?.data);
    if (!envelope.success || !body.success) return false;
    const before = this.#known;
    this.#known = { bootid: envelope.data.bootid, online: body.data.status === 'online' };
    const isSame = before === null ? retained : before.online && before.bootid === envelope.data.bootid;
    return this.#known.online && !isSame;
  }
}
