import { z } from 'zod';
import { BootId } from '../ids.ts';
import { Instant } from './instant.ts';
import { FeedStream } from './topics.ts';

/** MQTT 5’s content type of each message (CloudEvents MQTT protocol binding 1.0.2, §3.2). */
export const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** `gap`: in place of what the outbox had no room for any longer. `cmd`: a command to an office. */
const MessageKind = z.enum([...FeedStream.options, 'gap', 'cmd']);
const typeOf = (kind: z.infer<typeof MessageKind>) => `ak.v1.${kind}` as const;

/**
 * What is common to each message: CloudEvents 1.0.2 in its JSON format, structured mode. Names of extension attributes
 * are lower case (§3.1): `bootid` is a run of the box, new at each start; `seq` counts within the topic.
 */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  /** One and the same for a message that is sent again. */
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  type: z.templateLiteral(['ak.v1.', MessageKind]),
  time: Instant,
  seq: z.int().min(1),
  bootid: BootId,
  /** It waited for more than a minute: it tells what was, and is to ring no alarm. */
  late: z.literal(true).optional(),
  data: z.looseObject({}),
});
export type Envelope = z.infer<typeof Envelope>;

/** Of a status message, what tells whose it is. */
export const StatusHeading = Envelope.pick({ bootid: true, time: true });
export type StatusHeading = z.infer<typeof StatusHeading>;

/** `time`: when that was of which it tells. `late`: see `Envelope`. */
type Heading = Pick<Envelope, 'seq' | 'bootid' | 'time'> & { readonly late?: boolean };

/** The text of one message. `topic` below the office’s prefix: `occupancy`, `doors/entrance`. */
export function messageText(
  prefix: string,
  topic: string,
  kind: z.infer<typeof MessageKind>,
  { seq, bootid, time, late = false }: Heading,
  data: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify({
    specversion: '1.0',
    id: `${bootid}/${topic}/${seq}`,
    source: `/${prefix}`,
    type: typeOf(kind),
    time,
    seq,
    bootid,
    ...(late ? { late: true } : {}),
    data,
  });
}
