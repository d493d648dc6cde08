import type { BrokerCertificate } from '../contract/box-facts.ts';
import type { FeedState } from '../contract/feed/state.ts';
import type { PartStatus } from '../contract/status.ts';

export interface BrokerLinkListener {
  statusChanged(status: PartStatus): void;
  /** How many messages wait in the outbox. */
  queuedChanged(queued: number): void;
  /** The bytes of a command, as they came; nothing of them is to be trusted. */
  commandCame(payload: Uint8Array): void;
}

/**
 * Tells the broker how the box is, and drains the outbox to it, for ever, with back-off. Never throws; its loss changes
 * nothing at the door.
 */
export interface BrokerLink {
  start(listener: BrokerLinkListener): void;
  /** There is something new in the outbox. */
  wake(): void;
  /** One state as it is now: the last one told of each goes to the broker, as soon as there is one. */
  tell(state: FeedState): void;
  /** By which the broker knows this box, since it was last read; null where there is none. */
  certificate(): BrokerCertificate | null;
  /** Says `offline`, disconnects, and resolves within 1 s even when the broker does not answer. */
  stop(): Promise<void>;
}
