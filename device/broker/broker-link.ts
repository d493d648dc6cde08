import type { BrokerCertificate } from '../contract/box-facts.ts';
import type { FeedState } from '../contract/feed/state.ts';
import { type FeedOffice, topicOf } from '../contract/feed/topics.ts';
import type { BootId } from '../contract/ids.ts';
import { ok, type Result } from '../contract/result.ts';
import { type EpochMs, type Milliseconds, milliseconds, minutes } from '../contract/units.ts';
import type { BrokerLink, BrokerLinkListener } from '../ports/broker-link.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Outbox } from '../ports/outbox.ts';
import { Acknowledger } from './acknowledger.ts';
import { Connection } from './connection.ts';
import { Drain } from './drain.ts';
import type { Identity, IdentityFault } from './identity.ts';
import { IdentityWatch } from './identity-watch.ts';
import { LinkReport } from './link-report.ts';
import { type Loss, takenOver } from './loss.ts';
import { Messages } from './messages.ts';
import { QueueGauge } from './queue-gauge.ts';
import { Rounds } from './rounds.ts';
import { Sender } from './sender.ts';
import { StateBoard } from './state-board.ts';

export type BrokerLinkOptions = FeedOffice & {
  /** `mqtt://host:port` or `mqtts://host:port`, without credentials; tried in turn. At least one. */
  readonly urls: readonly [string, ...string[]];
  /** 5 is MQTT 5; 4 is MQTT 3.1.1, by the number in its CONNECT packet. */
  readonly protocolVersion: 4 | 5;
  readonly bootId: BootId;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Whether there is anybody whose commands this box would take. */
  readonly takesCommands: boolean;
  /** By what the broker knows this box; asked at each connection. Without it, by nothing. */
  readonly identity?: () => Result<Identity, IdentityFault>;
};

/** A broker has so long to hear that a connection ends; it leaves room within the second that `stop` has. */
const END_TIMEOUT = milliseconds(800);
/** More than a broker takes to hand on to the others what it has acknowledged: some milliseconds, as measured. */
const CLUSTER_SETTLES = milliseconds(1_000);
/** Well before what the broker holds of the box’s state grows too old. */
const TELL_ANEW_EVERY = minutes(5);

const nobody: Identity = { validUntil: null, issuer: '', mark: '' };

/** A link to an MQTT broker. It holds no connection, timer or listener before `start`, and none after `stop`. */
export function createBrokerLink(options: BrokerLinkOptions): BrokerLink {
  let running: RunningLink | null = null;
  const early: FeedState[] = [];
  return {
    start(listener) {
      running ??= new RunningLink(options, listener);
      for (const state of early.splice(0)) running.tell(state);
    },
    wake: () => running?.wake(),
    tell: (state) => (running === null ? void early.push(state) : running.tell(state)),
    certificate: () => running?.certificate() ?? null,
    stop: async () => running?.stop(),
  };
}

class RunningLink {
  readonly #options: BrokerLinkOptions;
  readonly #listener: BrokerLinkListener;
  readonly #messages: Messages;
  readonly #report: LinkReport;
  readonly #gauge: QueueGauge;
  readonly #acknowledger: Acknowledger;
  readonly #states: StateBoard;
  readonly #identityWatch: IdentityWatch;
  readonly #rounds: Rounds;
  #connection: Connection | null = null;
  #drain: Drain | null = null;
  #sender: Sender | null = null;
  /** What this connection says of itself; its `online` has come through once `established`. */
  #status = { topic: '', online: '', offline: '' };
  #established = false;
  #commandsRefused = false;
  /** When the first one did. */
  #upSince: EpochMs | null = null;
  /** Whether another box has spoken by the name of this one. */
  #hasRival = false;
  /** Connections so far that have used up their two numbers of the status stream. */
  #connections = 0;
  #cancelRetry: CancelTimer = () => {};
  #cancelAnew: CancelTimer = () => {};
  #cancelGoodbye: CancelTimer = () => {};
  #stopping: Promise<void> | null = null;

  constructor(options: BrokerLinkOptions, listener: BrokerLinkListener) {
    const { clock, journal, outbox, urls, bootId, identity = () => ok(nobody) } = options;
    this.#options = options;
    this.#listener = listener;
    this.#messages = new Messages(options, bootId);
    this.#rounds = new Rounds(urls, Math.random);
    this.#identityWatch = new IdentityWatch({ clock, journal, read: identity, onRenewed: () => void this.#renew() });
    const warning = () => this.#warning();
    const statusChanged: BrokerLinkListener['statusChanged'] = (status) => listener.statusChanged(status);
    this.#report = new LinkReport({ clock, journal, warning, statusChanged }, this.#rounds.url);
    this.#gauge = new QueueGauge(outbox, (queued) => listener.queuedChanged(queued));
    const settle = urls.length > 1 ? CLUSTER_SETTLES : milliseconds(0);
    this.#acknowledger = new Acknowledger({ outbox, clock, settle, erased: (count) => this.#gauge.erased(count) });
    this.#states = new StateBoard(options, (topic, seq, state) =>
      this.#messages.state(topic, seq, state, clock.wallMs()),
    );
    this.#gauge.recount();
    this.#connect();
  }

  wake(): void {
    if (this.#stopping !== null) return;
    this.#gauge.recount();
    this.#drain?.wake();
    this.#sender?.go();
  }

  tell(state: FeedState): void {
    this.#states.tell(state);
    this.#sender?.go();
  }

  certificate(): BrokerCertificate | null {
    return this.#identityWatch.certificate();
  }

  async stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    await this.#stopping;
  }

  #connect(): void {
    const { clock, operator, office, protocolVersion, identity = () => ok(nobody) } = this.#options;
    const known = identity();
    if (!known.ok) {
      this.#lost({ code: 'broker-identity-unreadable', detail: known.error.code });
      return;
    }
    this.#identityWatch.uses(known.value);
    this.#status = this.#messages.status(this.#connections + 1, clock.wallMs());
    const { topic, online, offline } = this.#status;
    const connection = new Connection(
      {
        ...{ url: this.#rounds.url, protocolVersion, identity: known.value },
        // A dot is in no identifier, so two offices never make the same name.
        clientId: `ak.${operator}.${office}`,
        will: { topic, text: offline },
      },
      clock,
      {
        accepted: (receiveMaximum) => {
          this.#subscribe(connection);
          connection.publish({ topic, text: online, kind: 'state' }, () => this.#begin(connection, receiveMaximum));
        },
        received: (on, payload, retained) => this.#received(on, payload, retained),
        lost: (loss) => this.#lost(loss),
      },
    );
    this.#connection = connection;
  }

  #begin(connection: Connection, receiveMaximum: number): void {
    if (this.#stopping !== null) return;
    const { outbox, clock } = this.#options;
    this.#established = true;
    this.#drain = new Drain({
      ...{ outbox, clock, acknowledger: this.#acknowledger },
      write: (message) => this.#messages.history(message, clock.wallMs()),
      onMore: () => this.#sender?.go(),
    });
    this.#sender = new Sender([this.#states, this.#drain], receiveMaximum, (message, acknowledged) =>
      connection.publish(message, acknowledged),
    );
    this.#upSince ??= clock.wallMs();
    this.#report.connected(this.#rounds.url);
    this.#drain.wake();
    this.#tellAnew();
  }

  /**
   * Its own status too, and before it says `online`: an old connection’s will may come after this one’s word, through
   * another broker; and another box by the name of this one has left its own there.
   */
  #subscribe(connection: Connection): void {
    const { takesCommands } = this.#options;
    this.#commandsRefused = false;
    this.#hasRival = false;
    connection.subscribe([this.#status.topic, ...(takesCommands ? [topicOf(this.#options, 'cmd')] : [])], () => {
      this.#commandsRefused = takesCommands;
      if (this.#established) this.#report.connected(this.#rounds.url);
    });
  }

  #received(topic: string, payload: Uint8Array, retained: boolean): void {
    if (topic === this.#status.topic) this.#statusCame(payload);
    else this.#commandCame(payload, retained);
  }

  #statusCame(payload: Uint8Array): void {
    const text = Buffer.from(payload).toString();
    if (text === this.#status.online) return;
    // What a run of before has left is not another box’s.
    if (this.#upSince !== null && this.#messages.isAnothers(text, this.#upSince)) this.#hasRival = true;
    if (this.#established) this.#sayOnline();
  }

  /** One that a broker keeps for whoever comes later has no age that can be known. */
  #commandCame(payload: Uint8Array, retained: boolean): void {
    if (retained) this.#options.journal.write({ type: 'command-dropped', code: 'command-retained' });
    else this.#listener.commandCame(payload);
  }

  #tellAnew(): void {
    this.#cancelAnew();
    this.#cancelAnew = this.#options.clock.after(TELL_ANEW_EVERY, () => {
      this.#sayOnline();
      this.#report.connected(this.#rounds.url);
      this.#tellAnew();
    });
    this.#states.tellAll();
    this.#sender?.go();
  }

  #sayOnline(): void {
    this.#connection?.publish({ topic: this.#status.topic, text: this.#status.online, kind: 'state' }, () => {});
  }

  #lost(met: Loss): void {
    if (this.#stopping !== null) return;
    const url = this.#rounds.url;
    const loss = this.#hasRival && met.code === 'broker-unreachable' ? takenOver : met;
    const wait = this.#rounds.next(loss.code, this.#established);
    // A will that the broker may hold has used its number; one that it never read has not, and leaves no gap.
    if (this.#connection?.mayHoldWill) this.#connections += 1;
    this.#endSending();
    this.#acknowledger.connectionLost();
    this.#report.lost(loss, url);
    this.#retryIn(wait);
  }

  /** In good order, and back at once, by what lies there now. */
  async #renew(): Promise<void> {
    const connection = this.#connection;
    if (!this.#established || connection === null) return;
    this.#connections += 1;
    this.#endSending();
    if (await this.#inTime(connection.end())) this.#acknowledger.connectionEnded();
    else this.#acknowledger.connectionLost();
    connection.drop();
    if (this.#stopping === null) this.#connect();
  }

  #retryIn(wait: Milliseconds): void {
    this.#cancelRetry = this.#options.clock.after(wait, () => this.#connect());
  }

  #endSending(): void {
    this.#established = false;
    this.#connection = null;
    this.#cancelAnew();
    this.#drain?.stop();
    this.#drain = null;
    this.#sender?.stop();
    this.#sender = null;
    this.#states.lost();
  }

  #warning(): string | null {
    if (this.#identityWatch.expiresSoon()) return 'broker-certificate-expires';
    if (this.#hasRival) return 'broker-taken-over';
    return this.#commandsRefused ? 'broker-commands-refused' : null;
  }

  /** False when the broker has had its time: one that hangs, or is gone by then, never answers. */
  #inTime(goodbye: Promise<void>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(END_TIMEOUT, () => resolve(false));
      const end = (answered: boolean) => {
        cancel();
        resolve(answered);
      };
      this.#cancelGoodbye = () => end(false);
      void goodbye.then(() => end(true));
    });
  }

  async #stop(): Promise<void> {
    const [connection, established] = [this.#connection, this.#established];
    this.#cancelRetry();
    this.#cancelGoodbye();
    this.#identityWatch.stop();
    this.#endSending();
    if (!established) connection?.drop();
    await this.#inTime(this.#sayGoodbye(established ? connection : null));
    connection?.drop();
    this.#acknowledger.close();
    this.#gauge.close();
  }

  async #sayGoodbye(connection: Connection | null): Promise<void> {
    const { topic, offline } = this.#status;
    if (connection !== null)
      await new Promise<void>((resolve) => connection.publish({ topic, text: offline, kind: 'state' }, resolve));
    // The broker acknowledges in order, so that nothing is in flight any more (MQTT 5 §4.6).
    this.#acknowledger.connectionEnded();
    await this.#acknowledger.emptied();
    await connection?.end();
  }
}
