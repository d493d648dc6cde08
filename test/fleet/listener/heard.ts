import { z } from 'zod';
import { HistoryStream } from '../../../device/contract/feed/topics.ts';
import { OfficeId } from '../../../device/contract/ids.ts';

const count = z.int().min(0);
const Outage = z.strictObject({ fromMs: z.number(), toMs: z.number() });

/** One stream of history of one office, by sequence numbers: that of message n is at n - 1. */
export const HeardStream = z.strictObject({
  stream: HistoryStream,
  /** When it came first, in machine time; NaN: never. */
  arrivedMs: z.instanceof(Float64Array),
  /** 1 where it was marked late when it came first. */
  late: z.instanceof(Uint8Array),
});
export type HeardStream = z.infer<typeof HeardStream>;

/** What the listener has heard in all. */
export const Heard = z.strictObject({
  messages: count,
  states: count,
  /** Of topics and payloads. */
  bytes: count,
  /** The most messages of any one second. */
  peakPerSecond: count,
  /** What came again by the same number: allowed with QoS 1. `online` told anew is none. */
  doubled: count,
  /** A lower number came first after a higher one of the same topic; of states, within a run of the box. */
  outOfOrder: count,
  /** What the contract does not know, one line each; at most a few of them. */
  malformed: z.strictObject({ count, examples: z.array(z.string()) }),
  /** When the listener had no connection itself. */
  outages: z.array(Outage),
  offices: z.array(z.strictObject({ office: OfficeId, streams: z.array(HeardStream) })),
});
export type Heard = z.infer<typeof Heard>;

/** What the listener’s process says. */
export const ListenerMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('listening') }),
  z.strictObject({ type: z.literal('heard'), heard: Heard }),
]);
export type ListenerMessage = z.infer<typeof ListenerMessage>;

/** What it is told: to report once nothing comes any more. */
export const ListenerRequest = z.strictObject({ type: z.literal('report') });
