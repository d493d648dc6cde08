import type { HealthBody, HealthMessage, OccupancyMessage, StatusMessage } from '../contract/broker-messages.ts';
import type { BootId } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OutboxMessage } from '../ports/outbox.ts';

type Envelope = Pick<StatusMessage & OccupancyMessage, 'seq' | 'bootId' | 'at'>;

function envelopeOf(message: { readonly seq: number; readonly bootId: BootId; readonly atMs: EpochMs }): Envelope {
  // The format of toISOString is RFC 3339's, in UTC.
  return { seq: message.seq, bootId: message.bootId, at: new Date(message.atMs).toISOString() };
}

/** A row of the outbox as it goes over the wire: the same row gives the same text each time, at any connection. */
export function outboxPayload(message: OutboxMessage): string {
  return JSON.stringify({ ...message.body, ...envelopeOf(message) });
}

/**
 * The two status messages of connection `connection` (1, 2, … within this boot): `online` has seq 2k-1, `offline` 2k.
 * The broker may send `offline` as the last will, so it is fixed, with its `at`, before the connection is made.
 */
export function statusPayloads(connection: number, bootId: BootId, atMs: EpochMs): { online: string; offline: string } {
  const payload = (seq: number, status: StatusMessage['status']): string =>
    JSON.stringify({ ...envelopeOf({ seq, bootId, atMs }), status } satisfies StatusMessage);
  return { online: payload(2 * connection - 1, 'online'), offline: payload(2 * connection, 'offline') };
}

export function healthPayload(seq: number, bootId: BootId, atMs: EpochMs, body: HealthBody): string {
  return JSON.stringify({ ...body, ...envelopeOf({ seq, bootId, atMs }) } satisfies HealthMessage);
}
