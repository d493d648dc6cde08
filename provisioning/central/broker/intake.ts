import type { MqttClient } from 'mqtt';
import type { Incoming } from '../offices/collector.ts';

type Packet = Parameters<MqttClient['handleMessage']>[0];
type Done = () => void;

/**
 * Hands what a connection receives to the collector in batches, each what came in one turn, and acknowledges to the
 * broker only what is stored. mqtt.js sends a PUBACK when `handleMessage` is done with a message, and hands over the next
 * one then. So that a batch can be of several, the socket is corked meanwhile: the PUBACKs lie in it until the batch is
 * stored, and go nowhere when it could not be.
 */
export class Intake {
  readonly #stream: MqttClient['stream'];
  readonly #take: (batch: readonly Incoming[]) => Promise<void>;
  readonly #failed: (cause: unknown) => void;
  #batch: Incoming[] = [];
  #held: (() => void) | null = null;
  #storing = false;
  #closed = false;
  #work: Promise<void> = Promise.resolve();

  /** `failed`: the batch was not taken, and the connection was cut. */
  constructor(
    client: MqttClient,
    take: (batch: readonly Incoming[]) => Promise<void>,
    failed: (cause: unknown) => void,
  ) {
    this.#stream = client.stream;
    this.#take = take;
    this.#failed = failed;
    client.handleMessage = (packet, done) => this.#receive(packet, () => done());
  }

  /**
   * Takes nothing more. Resolves when what was taken is stored: a socket that is ended in good order says all that lies
   * in it.
   */
  async finish(): Promise<void> {
    this.#closed = true;
    await this.#work;
  }

  #receive(packet: Packet, done: Done): void {
    if (this.#closed) return;
    if (this.#storing) {
      // The next is handed over when this one is done: there is never more than one to hold.
      this.#held = () => this.#receive(packet, done);
      return;
    }
    if (packet.cmd === 'publish') this.#add(packet);
    done();
  }

  #add({ topic, payload, retain }: Extract<Packet, { cmd: 'publish' }>): void {
    if (this.#batch.length === 0) {
      this.#stream.cork();
      this.#work = new Promise((resolve) => setImmediate(() => resolve(this.#store())));
    }
    this.#batch.push({ topic, payload: Buffer.from(payload), retained: retain });
  }

  async #store(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#storing = true;
    try {
      await this.#take(batch);
    } catch (cause) {
      this.#stream.destroy();
      this.#failed(cause);
      return;
    }
    this.#stream.uncork();
    this.#storing = false;
    const held = this.#held;
    this.#held = null;
    // Of a connection that is gone nothing more is taken: it would be acknowledged to the next one.
    if (!this.#stream.destroyed) held?.();
  }
}
