import { z } from 'zod';
import { Envelope } from '../../../device/contract/feed/envelope.ts';
import {
  EventBody,
  HourlyBody,
  LogHeadBody,
  parseLogHead,
  ReceiptBody,
} from '../../../device/contract/feed/history.ts';
import {
  DoorBody,
  EvacuationBody,
  HealthBody,
  OccupancyBody,
  StatusBody,
} from '../../../device/contract/feed/state.ts';
import {
  type FeedStream,
  type FeedTopic,
  officeName,
  parseTopic,
  topicPrefix,
} from '../../../device/contract/feed/topics.ts';
import { isWellSigned } from '../office-key.ts';

const bodies: Readonly<Record<FeedStream, z.ZodType>> = {
  status: StatusBody,
  occupancy: OccupancyBody,
  evacuation: EvacuationBody,
  doors: DoorBody,
  health: HealthBody,
  events: EventBody,
  hourly: HourlyBody,
  'log-head': LogHeadBody,
  receipt: ReceiptBody,
};

/** A message that is as the contract wants it. */
export type Checked = FeedTopic & Pick<Envelope, 'seq' | 'bootid'> & { readonly late: boolean };

/** The message, or what is wrong with it. A gap is wrong too: no simulated office makes one. */
export function checkMessage(topic: string, text: string): Checked | { readonly wrong: string } {
  const place = parseTopic(topic);
  if (place === null) return { wrong: 'no topic of the feed' };
  const envelope = Envelope.safeParse(parseJson(text));
  if (!envelope.success) return { wrong: z.prettifyError(envelope.error) };
  const { type, source, id, seq, bootid, late = false, data } = envelope.data;
  if (type !== `ak.v1.${place.stream}`) return { wrong: `${type} on ${place.stream}` };
  if (source !== `/${topicPrefix(place)}`) return { wrong: `from ${source}` };
  if (id !== `${bootid}/${topic.slice(topicPrefix(place).length + 1)}/${seq}`) return { wrong: `its id is ${id}` };
  const body = bodies[place.stream].safeParse(data);
  if (!body.success) return { wrong: z.prettifyError(body.error) };
  if (place.stream === 'log-head' && !isHeadOf(place, data)) return { wrong: 'not well signed' };
  return { ...place, seq, bootid, late };
}

function isHeadOf(place: FeedTopic, data: unknown): boolean {
  const body = LogHeadBody.parse(data);
  return parseLogHead(body.signed)?.office === officeName(place) && isWellSigned(body);
}

/** Undefined where it is none, which no schema takes. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
