import type { HealthBody } from '../contract/broker-messages.ts';

/** Sends one payload; `acknowledged` comes at PUBACK, or never. */
type Send = (seq: number, body: HealthBody, acknowledged: () => void) => void;

/** Keeps the broker's picture of the box the newest one: at most one message is on its way, and what comes meanwhile overtakes. */
export class HealthTopic {
  #newest: HealthBody | null = null;
  #sent: HealthBody | null = null;
  #seq = 0;
  #inFlight = false;
  #send: Send | null = null;

  /** There is a connection: the broker is told anew, whatever it was told before. */
  connected(send: Send): void {
    this.#send = send;
    this.#sent = null;
    this.#inFlight = false;
    this.#go();
  }

  lost(): void {
    this.#send = null;
  }

  tell(body: HealthBody): void {
    this.#newest = body;
    this.#go();
  }

  #go(): void {
    const [send, body] = [this.#send, this.#newest];
    if (send === null || body === null || body === this.#sent || this.#inFlight) return;
    this.#sent = body;
    this.#inFlight = true;
    this.#seq += 1;
    send(this.#seq, body, () => {
      if (this.#send !== send) return;
      this.#inFlight = false;
      this.#go();
    });
  }
}
