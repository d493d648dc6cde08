import type { SecureContextOptions } from 'node:tls';
import {
  connect,
  ErrorWithReasonCode,
  type IClientOptions,
  type IClientPublishOptions,
  type MqttClient,
  type Packet,
} from 'mqtt';
import { writeToStream } from 'mqtt-packet';
import { CONTENT_TYPE } from '../contract/feed/envelope.ts';
import { type Milliseconds, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import { AckWatch } from './ack-watch.ts';
import type { Identity } from './identity.ts';
import { type Loss, lossOf, lossOfDisconnect } from './loss.ts';
import type { Outgoing, OutgoingKind } from './outgoing.ts';

// It would hold a buffer for each number from 0 to 65,535: 8 MB, for a box that sends some messages a minute.
writeToStream.cacheNumbers = false;

/** How long a broker has for the way from the TCP connection to its CONNACK. */
export const CONNECT_TIMEOUT: Milliseconds = seconds(5);
/** How long a broker may leave what is in flight without any PUBACK. */
export const ACK_TIMEOUT: Milliseconds = seconds(20);

/** Receive Maximum when CONNACK has none (MQTT 5 §3.2.2.3.3); MQTT 3.1.1 has no such limit. */
const NO_RECEIVE_MAXIMUM = 65_535;

/**
 * Bytes; no command is as long by far. A broker is told so (MQTT 5 §3.1.2.11.4), and one that sends more is left: the MQTT
 * client keeps what it reads until a packet is whole.
 */
const LONGEST_PACKET = 2 ** 20;

/** Seconds after which a broker gives up a message of this kind (MQTT 5 §3.3.2.3.3). */
const EXPIRY: { readonly [K in OutgoingKind]?: number } = { 'ageing-state': 900 };

const RETAINED: ReadonlySet<OutgoingKind> = new Set(['state', 'ageing-state', 'kept-history']);

export type ConnectionOptions = {
  readonly url: string;
  readonly protocolVersion: 4 | 5;
  /** The same at each connection: the broker then ends a stale session, will included, before it takes a new one. */
  readonly clientId: string;
  readonly will: { readonly topic: string; readonly text: string };
  readonly identity: Identity;
};

export type ConnectionListener = {
  /** CONNACK with success. `receiveMaximum`: how many QoS 1 messages the broker takes in flight. */
  accepted(receiveMaximum: number): void;
  received(topic: string, payload: Uint8Array, retained: boolean): void;
  /** There is no connection, or no longer. Told at most once, last, and not after `drop`. */
  lost(loss: Loss): void;
};

function clientOptions({
  protocolVersion,
  clientId,
  will,
  identity,
}: ConnectionOptions): IClientOptions & SecureContextOptions {
  const { ca, cert, key, username, password } = identity;
  return {
    protocolVersion,
    clientId,
    clean: true,
    keepalive: 30,
    reconnectPeriod: 0,
    queueQoSZero: false,
    ...(protocolVersion === 5 && { properties: { maximumPacketSize: LONGEST_PACKET } }),
    will: {
      topic: will.topic,
      payload: Buffer.from(will.text),
      ...publishOptions(protocolVersion, 'state'),
    },
    // Earlier versions are broken (RFC 8996).
    minVersion: 'TLSv1.2',
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(username !== undefined && { username, password: password ?? '' }),
  };
}

function publishOptions(protocolVersion: 4 | 5, kind: OutgoingKind) {
  const options = { qos: 1, retain: RETAINED.has(kind) } as const;
  if (protocolVersion === 4) return options;
  const expiry = EXPIRY[kind];
  const properties = { contentType: CONTENT_TYPE, payloadFormatIndicator: true };
  return { ...options, properties: { ...properties, ...(expiry && { messageExpiryInterval: expiry }) } };
}

/** Whether it is what a broker sends to who publishes and subscribes with QoS 1. */
function isAnswer(packet: Packet, accepted: boolean): boolean {
  switch (packet.cmd) {
    case 'connack':
      return !accepted;
    case 'publish':
      return packet.qos < 2;
    case 'puback':
    case 'suback':
    case 'pingresp':
    case 'disconnect':
      return true;
    default:
      return false;
  }
}

/** One connection to the broker, from CONNECT to its end; it does not come back. Throws nothing. */
export class Connection {
  readonly #listener: ConnectionListener;
  readonly #ackWatch: AckWatch;
  readonly #cancelDeadline: CancelTimer;
  readonly #protocolVersion: 4 | 5;
  #client: MqttClient | null = null;
  #accepted = false;
  #mayHoldWill = false;
  #over = false;

  constructor(options: ConnectionOptions, clock: Clock, listener: ConnectionListener) {
    this.#listener = listener;
    this.#protocolVersion = options.protocolVersion;
    this.#ackWatch = new AckWatch(clock, ACK_TIMEOUT, () => this.#unreachable('no PUBACK in time'));
    this.#cancelDeadline = clock.after(CONNECT_TIMEOUT, () => this.#unreachable('no CONNACK in time'));
    try {
      this.#client = connect(options.url, clientOptions(options));
      this.#listen(this.#client, options.url.startsWith('mqtts:') ? 'secureConnect' : 'connect');
    } catch (error) {
      // An authority or a key that is none makes Node throw at once.
      const detail = lossOf(error instanceof Error ? error : new Error(String(error))).detail;
      queueMicrotask(() => this.#lose({ code: 'broker-identity-unreadable', detail }));
    }
  }

  /** Whether the broker may have taken the last will, and so may send it one day: the CONNECT may have been read. */
  get mayHoldWill(): boolean {
    return this.#mayHoldWill;
  }

  /** Publishes with QoS 1; `acknowledged` is called at PUBACK, and never when the connection is lost before. */
  publish({ topic, text, kind }: Omit<Outgoing, 'acknowledged'>, acknowledged: () => void): void {
    if (this.#over) return;
    this.#ackWatch.sent();
    const options: IClientPublishOptions = publishOptions(this.#protocolVersion, kind);
    this.#client?.publish(topic, text, options, (error) => {
      if (this.#over) return;
      // The client tells each message in flight of the end, and throws when one of them ends it meanwhile.
      if (error) return queueMicrotask(() => this.#lose(lossOf(error)));
      this.#ackWatch.acknowledged();
      acknowledged();
    });
  }

  /** `refused`: the broker does not let this box hear one of them. */
  subscribe(topics: readonly string[], refused: () => void): void {
    if (this.#over) return;
    this.#client?.subscribe([...topics], { qos: 1 }, (error, granted) => {
      if (this.#over) return;
      if (error || granted?.some(({ qos }) => qos >= 128)) refused();
    });
  }

  /** Says DISCONNECT, so that the broker forgets the last will. Resolves when the socket is closed. */
  async end(): Promise<void> {
    if (this.#over) return;
    this.#finish();
    await this.#client?.endAsync();
  }

  /** Cuts the socket without a word. */
  drop(): void {
    this.#finish();
    this.#client?.end(true);
    // `end` does nothing to a client that is ending in good order already.
    this.#client?.stream.destroy();
  }

  #listen(client: MqttClient, socketOpen: 'connect' | 'secureConnect'): void {
    client.stream.once(socketOpen, () => {
      this.#mayHoldWill = true;
    });
    client.on('connect', ({ properties }) => {
      if (this.#over) return;
      this.#accepted = true;
      this.#cancelDeadline();
      this.#listener.accepted(properties?.receiveMaximum ?? NO_RECEIVE_MAXIMUM);
    });
    this.#guard(client);
    client.on('message', (topic, payload, { retain }) => {
      if (!this.#over) this.#listener.received(topic, payload, retain);
    });
    // This listener stays on to the end: an `error` that nobody hears would end the process.
    client.on('error', (error) => {
      // A CONNACK that says no: the broker keeps nothing of this connection.
      if (!this.#accepted && error instanceof ErrorWithReasonCode) this.#mayHoldWill = false;
      this.#lose(lossOf(error));
    });
    client.on('disconnect', ({ reasonCode }) => this.#lose(lossOfDisconnect(reasonCode)));
    client.on('close', () => this.#unreachable('connection closed'));
  }

  /**
   * The MQTT client throws at packets that belong to no exchange of ours, and at some that come after the end: it may see
   * neither. Its own event comes before it looks what kind of packet it is.
   */
  #guard(client: MqttClient): void {
    let unread = 0;
    client.stream.on('data', (bytes: Uint8Array) => {
      unread += bytes.length;
      if (unread > LONGEST_PACKET) this.#unreachable('a packet that is too long');
    });
    client.on('packetreceive', (packet) => {
      unread = 0;
      if (!this.#over && isAnswer(packet, this.#accepted)) return;
      this.#unreachable(`a packet that nobody asked for: ${packet.cmd}`);
      Object.assign(packet, { cmd: 'none' });
    });
  }

  #unreachable(detail: string): void {
    this.#lose({ code: 'broker-unreachable', detail });
  }

  #lose(loss: Loss): void {
    if (this.#over) return;
    this.drop();
    this.#listener.lost(loss);
  }

  #finish(): void {
    this.#over = true;
    this.#cancelDeadline();
    this.#ackWatch.stop();
  }
}
