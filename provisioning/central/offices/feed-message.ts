import { z } from 'zod';
import type { Envelope } from '../../../device/contract/feed/envelope.ts';
import { EventBody, GapBody, HourlyBody, LogHeadBody, ReceiptBody } from '../../../device/contract/feed/history.ts';
import {
  DoorBody,
  EvacuationBody,
  HealthBody,
  OccupancyBody,
  StatusBody,
} from '../../../device/contract/feed/state.ts';
import { type FeedTopic, HistoryStream } from '../../../device/contract/feed/topics.ts';

/** What an office is like now. */
export const StateContent = z.discriminatedUnion('stream', [
  z.object({ stream: z.literal('status'), body: StatusBody }),
  z.object({ stream: z.literal('occupancy'), body: OccupancyBody }),
  z.object({ stream: z.literal('evacuation'), body: EvacuationBody }),
  z.object({ stream: z.literal('doors'), body: DoorBody }),
  z.object({ stream: z.literal('health'), body: HealthBody }),
]);
export type StateContent = z.infer<typeof StateContent>;

/** What happened there. */
export const HistoryContent = z.discriminatedUnion('stream', [
  z.object({ stream: z.literal('events'), body: EventBody }),
  z.object({ stream: z.literal('hourly'), body: HourlyBody }),
  z.object({ stream: z.literal('log-head'), body: LogHeadBody }),
  z.object({ stream: z.literal('receipt'), body: ReceiptBody }),
]);
export type HistoryContent = z.infer<typeof HistoryContent>;

/** That messages of a history were dropped by the box itself. */
export const GapContent = z.object({
  stream: HistoryStream,
  gap: GapBody.refine(({ firstSeq, lastSeq }) => firstSeq <= lastSeq),
});
export type GapContent = z.infer<typeof GapContent>;

/** What is common to all that an office says. `topic`: below the office’s prefix; `atMs`: its `time`, in epoch ms. */
export type Heading = Pick<FeedTopic, 'operator' | 'office'> &
  Pick<Envelope, 'bootid' | 'seq'> & { readonly topic: string; readonly atMs: number; readonly late: boolean };

export type StateMessage = Heading & { readonly kind: 'state'; readonly content: StateContent };
export type HistoryMessage = Heading & { readonly kind: 'history'; readonly content: HistoryContent };
export type GapMessage = Heading & { readonly kind: 'gap'; readonly content: GapContent };
export type FeedMessage = StateMessage | HistoryMessage | GapMessage;
