import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { connect, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import type { FeedStream } from '../../device/contract/feed/topics.ts';
import { isFree } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

// Below the ports that the kernel gives to outgoing connections (32768 and up): while a broker is down, nobody may come
// to sit on its port, and a client that tries it may not be connected to itself. Each test process has ports of its own.
let nextPort = 15_000 + ((process.pid * 16) % 16_000);

/** One on 127.0.0.1 that is of this test process alone. */
export async function freePort(): Promise<number> {
  for (;;) {
    nextPort += 1;
    if (await isFree(nextPort)) return nextPort;
  }
}

export type MosquittoOptions = {
  /** The only user that is let in; without it anybody is. */
  readonly user?: { readonly username: string; readonly password: string };
  /** The only topics, as a filter, that this user may publish to. */
  readonly aclFor?: { readonly username: string; readonly topic: string };
  /** Paths of PEM files; with them the listener speaks TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** A second listener, that speaks MQTT over WebSockets. */
  readonly websockets?: true;
  /** How many messages wait for a client that is away; without it more than any test has. */
  readonly mostQueued?: number;
};

type Listening = { readonly port: number; readonly websocketPort: number | null; readonly tls: boolean };

/** A real mosquitto on a port of its own, that remembers nothing when it is started again. It goes with the test. */
export class Mosquitto {
  readonly port: number;
  readonly url: string;
  /** Where it speaks WebSockets; null where it does not. */
  readonly websocketUrl: string | null;
  readonly #configFile: string;
  #process: ChildProcess | null = null;

  private constructor(port: number, websocketPort: number | null, configFile: string, tls: boolean) {
    this.port = port;
    this.websocketUrl = websocketPort === null ? null : `ws://127.0.0.1:${websocketPort}`;
    this.url = `${tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`;
    this.#configFile = configFile;
  }

  /** One that is not running yet, so that nothing answers at its port. */
  static async prepare({
    user,
    aclFor,
    tls,
    websockets,
    mostQueued = 500_000,
  }: MosquittoOptions = {}): Promise<Mosquitto> {
    const folder = tempFolder();
    const port = await freePort();
    const websocketPort = websockets ? await freePort() : null;
    const passwordFile = join(folder, 'passwords');
    if (user) {
      writeFileSync(passwordFile, '');
      await run('mosquitto_passwd', ['-b', passwordFile, user.username, user.password], { env });
    }
    const aclFile = join(folder, 'acl');
    if (aclFor) writeFileSync(aclFile, `user ${aclFor.username}\ntopic write ${aclFor.topic}\n`);
    const config = [
      'user root',
      'persistence false',
      `listener ${port} 127.0.0.1`,
      `allow_anonymous ${user === undefined}`,
      ...(user ? [`password_file ${passwordFile}`] : []),
      ...(aclFor ? [`acl_file ${aclFile}`] : []),
      ...(tls ? [`certfile ${tls.certificate}`, `keyfile ${tls.key}`] : []),
      // Not 0, for no limit: mosquitto 2.0.11 then cuts the connection of whoever publishes what it may not.
      `max_queued_messages ${mostQueued}`,
      ...(websocketPort === null ? [] : [`listener ${websocketPort} 127.0.0.1`, 'protocol websockets']),
    ];
    return Mosquitto.#configured({ port, websocketPort, tls: tls !== undefined }, `${config.join('\n')}\n`);
  }

  /** One with a whole config, of which the port is given; with TLS. */
  static async startWith(configOf: (port: number) => string): Promise<Mosquitto> {
    const port = await freePort();
    const broker = Mosquitto.#configured({ port, websocketPort: null, tls: true }, configOf(port));
    await broker.start();
    return broker;
  }

  static #configured({ port, websocketPort, tls }: Listening, config: string): Mosquitto {
    const configFile = join(tempFolder(), 'mosquitto.conf');
    writeFileSync(configFile, config);
    const broker = new Mosquitto(port, websocketPort, configFile, tls);
    onTestFinished(() => broker.kill());
    return broker;
  }

  static async start(options: MosquittoOptions = {}): Promise<Mosquitto> {
    const broker = await Mosquitto.prepare(options);
    await broker.start();
    return broker;
  }

  /** Starts it, again on the same port. Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn('mosquitto', ['-c', this.#configFile], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.endsWith(' running')) break;
    }
    // What it says after that must not fill the pipe and stall it.
    child.stderr.resume();
    if (child.exitCode !== null) throw new Error(`mosquitto ended at once with ${child.exitCode}`);
  }

  /** SIGKILL at this very moment; see `kill`. */
  killNow(): void {
    this.#process?.kill('SIGKILL');
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Hangs it: the kernel goes on taking connections and bytes, nobody answers. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /**
   * What Debian's own client is given at once for this topic: the retained message. Rejects when there is none in 5 s; one
   * that was on its way just then is looked for once more.
   */
  async retained(topic: string): Promise<unknown> {
    const args = ['-p', String(this.port), '-h', '127.0.0.1', '-t', topic, '-C', '1', '-W', '5', '-F', '%r %p'];
    const ask = async () => (await run('mosquitto_sub', args, { env })).stdout;
    const first = await ask();
    const answer = first.startsWith('1 ') ? first : await ask();
    if (!answer.startsWith('1 ')) throw new Error(`not retained: ${answer}`);
    return JSON.parse(answer.slice(2));
  }
}

export type Received = { readonly topic: string; readonly payload: string; readonly seq: number };

/**
 * Listens to everything, with QoS 0: mosquitto writes to such a listener before it acknowledges to the publisher, so
 * that a broker killed after a PUBACK has handed the message on. Retained messages from before do not count.
 */
export class Subscriber {
  readonly received: Received[] = [];
  onMessage: (message: Received) => void = () => {};
  readonly #client: MqttClient;
  #subscribed = 0;

  constructor(
    url: string,
    options: { readonly username?: string; readonly password?: string; readonly ca?: string } = {},
  ) {
    const client = connect(url, { ...options, reconnectPeriod: 20, resubscribe: false, protocolVersion: 4 });
    this.#client = client;
    client.on('error', () => {});
    client.on('connect', () => {
      client.subscribe('ak/v1/#', { qos: 0 }, (error) => {
        if (!error) this.#subscribed += 1;
      });
    });
    client.on('message', (topic, bytes, { retain }) => {
      // Commands go the other way, and a test may send anything as one.
      if (retain || topic.endsWith('/cmd')) return;
      const payload = bytes.toString('utf8');
      const message = { topic, payload, seq: Number(JSON.parse(payload).seq) };
      this.received.push(message);
      this.onMessage(message);
    });
    onTestFinished(() => client.endAsync(true));
  }

  /** How many times it has been subscribed, counting each connection. */
  get subscribed(): number {
    return this.#subscribed;
  }

  /** Ready to hear everything that is published from now on. */
  get listening(): boolean {
    return this.#client.connected && this.#subscribed > 0;
  }

  /** What came in on a stream, in order. */
  on(stream: FeedStream): readonly Received[] {
    return this.received.filter(({ topic }) => topic.split('/')[4] === stream);
  }
}
