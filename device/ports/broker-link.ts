import type { HealthBody } from '../contract/broker-messages.ts';
import type { PartStatus } from '../contract/status.ts';

export interface BrokerLinkListener {
  statusChanged(status: PartStatus): void;
  /** How many messages wait in the outbox. */
  queuedChanged(queued: number): void;
}

/** Drains the outbox to the broker, for ever, with back-off. Never throws; its loss changes nothing at the door. */
export interface BrokerLink {
  start(listener: BrokerLinkListener): void;
  /** There is something new in the outbox. */
  wake(): void;
  /** How the box is now; the last one told goes to the broker, as soon as there is one. */
  tellHealth(body: HealthBody): void;
  /** Says `offline`, disconnects, and resolves within 1 s even when the broker does not answer. */
  stop(): Promise<void>;
}
