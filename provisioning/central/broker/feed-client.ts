import { connect, type ISubscriptionMap, type MqttClient } from 'mqtt';
import type { FeedLink } from '../../../device/contract/feed/board.ts';
import { FeedStream, HistoryStream } from '../../../device/contract/feed/topics.ts';
import type { Incoming } from '../offices/collector.ts';
import { backOff } from './back-off.ts';
import { type BrokerAccess, connectionOptions } from './broker-access.ts';
import { Intake } from './intake.ts';
import { type Loss, lossOf } from './loss.ts';

/** For how long the broker keeps what comes in while nobody is connected, in seconds: a week, for holidays are long. */
const SESSION_EXPIRY_S = 7 * 86_400;

/** How long a broker has to answer what it was told and to close the connection; one that hangs never does. */
const LONGEST_GOODBYE_MS = 2_000;

export type FeedClientOptions = {
  /** One of the addresses of `access`. */
  readonly url: string;
  readonly access: BrokerAccess;
  /** The same at each start: by it the broker knows whose messages it keeps. */
  readonly clientId: string;
  /** Null: of all. */
  readonly operator: string | null;
  /** MQTT 5 §4.8.2: each message goes to one of the group. */
  readonly share: string | null;
  readonly take: (batch: readonly Incoming[]) => Promise<void>;
  readonly linkChanged: (link: FeedLink, loss: Loss | null) => void;
  readonly now: () => number;
};

/**
 * What is subscribed: every stream, and no commands. States with QoS 0, for which nothing waits at a broker while nobody
 * listens: those of 300 offices fill its queue within a day, those that are too old too (mosquitto 2), and then no history
 * has room there. The newest are retained, and told anew.
 */
function filtersOf(operator: string | null, share: string | null): ISubscriptionMap {
  const before = share === null ? '' : `$share/${share}/`;
  return Object.fromEntries(
    FeedStream.options.map((stream) => [
      `${before}ak/v1/${operator ?? '+'}/+/${stream}${stream === 'doors' ? '/+' : ''}`,
      { qos: HistoryStream.safeParse(stream).success ? 1 : 0 },
    ]),
  );
}

/** Listens to one broker, and comes back when it is lost, for as long as it is not stopped. */
export class FeedClient {
  readonly #options: FeedClientOptions;
  #client: MqttClient | null = null;
  #intake: Intake | null = null;
  #timer: NodeJS.Timeout | undefined;
  #round = 0;
  #link: FeedLink;
  #stopped = false;

  constructor(options: FeedClientOptions) {
    this.#options = options;
    this.#link = { state: 'starting', sinceMs: options.now() };
    this.#connect();
  }

  /** Says goodbye; the broker goes on keeping what comes in. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#intake?.finish();
    const client = this.#client;
    if (client === null) return;
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const cut = setTimeout(() => {
      client.stream.destroy();
      resolve();
    }, LONGEST_GOODBYE_MS);
    await Promise.race([client.endAsync(), gone]);
    clearTimeout(cut);
  }

  #connect(): void {
    const { access, url, clientId, take } = this.#options;
    let client: MqttClient;
    try {
      client = connect({
        ...connectionOptions(access, url),
        clientId,
        clean: false,
        properties: { sessionExpiryInterval: SESSION_EXPIRY_S },
        reconnectPeriod: 0,
        resubscribe: false,
      });
    } catch (cause) {
      // A file that is no certificate makes Node throw at once.
      if (!(cause instanceof Error)) throw cause;
      this.#lose(lossOf(cause));
      return;
    }
    this.#client = client;
    let loss: Loss = { code: 'broker-unreachable', detail: `${url}: the connection was closed` };
    this.#intake = new Intake(client, take, (cause) => {
      loss = { code: 'storage-failed', detail: String(cause) };
    });
    // It stays on to the end: an `error` that nobody hears would end the process.
    client.on('error', (cause) => {
      loss = lossOf(cause);
      client.end(true);
    });
    client.on('connect', () => {
      void this.#subscribe(client).then((refusal) => {
        if (refusal === null) return this.#connected();
        loss = refusal;
        client.end(true);
      });
    });
    client.once('close', () => this.#lose(loss));
  }

  /** Null when all of it was granted. */
  async #subscribe(client: MqttClient): Promise<Loss | null> {
    const { operator, share } = this.#options;
    try {
      await client.subscribeAsync(filtersOf(operator, share));
      return null;
    } catch (cause) {
      return { code: 'subscription-refused', detail: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  #connected(): void {
    this.#round = 0;
    this.#tell('connected', null);
  }

  #lose(loss: Loss): void {
    if (this.#stopped) return;
    this.#tell('lost', loss);
    this.#timer = setTimeout(() => this.#connect(), backOff(this.#round));
    this.#round += 1;
  }

  #tell(state: 'connected' | 'lost', loss: Loss | null): void {
    const sinceMs = state === this.#link.state ? this.#link.sinceMs : this.#options.now();
    this.#link = { state, sinceMs, ...(loss === null ? {} : { code: loss.code }) };
    this.#options.linkChanged(this.#link, loss);
  }
}
