import { type HealthBody, topicOf } from '../contract/broker-messages.ts';
import type { BootId, OfficeId, OperatorId } from '../contract/ids.ts';
import { milliseconds } from '../contract/units.ts';
import { BackOff } from '../domain/back-off.ts';
import type { BrokerLink, BrokerLinkListener } from '../ports/broker-link.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Outbox } from '../ports/outbox.ts';
import { Acknowledger } from './acknowledger.ts';
import { Connection } from './connection.ts';
import { Drain } from './drain.ts';
import { HealthTopic } from './health-topic.ts';
import { LinkReport } from './link-report.ts';
import type { Loss } from './loss.ts';
import { healthPayload, outboxPayload, statusPayloads } from './messages.ts';
import { QueueGauge } from './queue-gauge.ts';

export type BrokerLinkOptions = {
  /** `mqtt://host:port` or `mqtts://host:port`, without credentials. */
  readonly url: string;
  /** 5 is MQTT 5; 4 is MQTT 3.1.1, by the number in its CONNECT packet. */
  readonly protocolVersion: 4 | 5;
  readonly operator: OperatorId;
  readonly office: OfficeId;
  readonly bootId: BootId;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** PEM of the authority to trust instead of the system's. */
  readonly ca?: string;
};

/** Messages in flight: enough to hide the way to the broker and back, few enough to repeat after a loss. */
const WINDOW = 100;
/** Leaves room within the second that `stop` has. */
const STOP_TIMEOUT = milliseconds(800);

/** A link to an MQTT broker. It holds no connection, timer or listener before `start`, and none after `stop`. */
export function createBrokerLink(options: BrokerLinkOptions): BrokerLink {
  let running: RunningLink | null = null;
  return {
    start(listener) {
      running ??= new RunningLink(options, listener);
    },
    wake: () => running?.wake(),
    tellHealth: (body) => running?.tellHealth(body),
    stop: async () => running?.stop(),
  };
}

class RunningLink {
  readonly #options: BrokerLinkOptions;
  readonly #statusTopic: string;
  readonly #report: LinkReport;
  readonly #gauge: QueueGauge;
  readonly #acknowledger: Acknowledger;
  readonly #backOff = new BackOff(Math.random);
  readonly #health = new HealthTopic();
  #connection: Connection;
  #drain: Drain | null = null;
  /** The last message of the connection whose `online` the broker has. */
  #offline: string | null = null;
  /** Connections so far that have used up their two numbers of the status stream. */
  #connections = 0;
  #cancelRetry: CancelTimer = () => {};
  #stopping: Promise<void> | null = null;

  constructor(options: BrokerLinkOptions, listener: BrokerLinkListener) {
    const { url, clock, journal, outbox, operator, office } = options;
    this.#options = options;
    this.#statusTopic = topicOf(operator, office, 'status');
    this.#report = new LinkReport({ url, clock, journal, statusChanged: (status) => listener.statusChanged(status) });
    this.#gauge = new QueueGauge(outbox, (queued) => listener.queuedChanged(queued));
    this.#acknowledger = new Acknowledger(outbox, clock, (count) => this.#gauge.erased(count));
    this.#gauge.recount();
    this.#connection = this.#connect();
  }

  wake(): void {
    if (this.#stopping !== null) return;
    this.#gauge.recount();
    this.#drain?.wake();
  }

  tellHealth(body: HealthBody): void {
    this.#health.tell(body);
  }

  async stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    await this.#stopping;
  }

  #connect(): Connection {
    const { bootId, clock, operator, office } = this.#options;
    const { online, offline } = statusPayloads(this.#connections + 1, bootId, clock.wallMs());
    return new Connection(
      {
        ...this.#options,
        // A dot is in no identifier, so two offices never make the same name.
        clientId: `ak.${operator}.${office}`,
        will: { topic: this.#statusTopic, payload: offline },
      },
      clock,
      {
        accepted: (receiveMaximum) =>
          this.#connection.publish(this.#statusTopic, online, () => this.#established(offline, receiveMaximum)),
        lost: (loss) => this.#lost(loss),
      },
    );
  }

  #established(offline: string, receiveMaximum: number): void {
    if (this.#stopping !== null) return;
    const { outbox, clock, operator, office } = this.#options;
    this.#offline = offline;
    this.#drain = new Drain({
      outbox,
      clock,
      acknowledger: this.#acknowledger,
      // One place is kept for `offline`, and one for health.
      window: Math.max(1, Math.min(WINDOW, receiveMaximum - 2)),
      send: (message, acknowledged) =>
        this.#connection.publish(topicOf(operator, office, message.stream), outboxPayload(message), acknowledged),
    });
    this.#report.connected();
    this.#drain.wake();
    const healthTopic = topicOf(operator, office, 'health');
    // A broker that takes but one or two messages at a time hears no health: the feed goes first.
    if (receiveMaximum > 2)
      this.#health.connected((seq, body, acknowledged) =>
        this.#connection.publish(
          healthTopic,
          healthPayload(seq, this.#options.bootId, clock.wallMs(), body),
          acknowledged,
        ),
      );
  }

  #lost(loss: Loss): void {
    if (this.#stopping !== null) return;
    // A broker that refuses messages after it took the connection must not be asked again each second.
    if (this.#offline !== null && loss.code !== 'broker-refused') this.#backOff.reset();
    // A will that the broker may hold has used its number; one that it never read has not, and leaves no gap.
    if (this.#connection.mayHoldWill) this.#connections += 1;
    this.#offline = null;
    this.#drain?.stop();
    this.#drain = null;
    this.#health.lost();
    this.#report.lost(loss);
    this.#cancelRetry = this.#options.clock.after(this.#backOff.next(), () => {
      this.#connection = this.#connect();
    });
  }

  async #stop(): Promise<void> {
    this.#cancelRetry();
    this.#drain?.stop();
    this.#health.lost();
    if (this.#offline === null) this.#connection.drop();
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(STOP_TIMEOUT, resolve);
      void this.#sayGoodbye().then(() => {
        cancel();
        resolve();
      });
    });
    this.#connection.drop();
    this.#acknowledger.close();
    this.#gauge.close();
  }

  async #sayGoodbye(): Promise<void> {
    const offline = this.#offline;
    if (offline !== null)
      await new Promise<void>((resolve) => this.#connection.publish(this.#statusTopic, offline, resolve));
    // The broker acknowledges in order, so that nothing is in flight any more (MQTT 5 §4.6).
    await this.#acknowledger.emptied();
    if (offline !== null) await this.#connection.end();
  }
}
