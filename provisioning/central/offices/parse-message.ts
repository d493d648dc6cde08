import type { z } from 'zod';
import { Envelope } from '../../../device/contract/feed/envelope.ts';
import { type FeedTopic, HistoryStream, parseTopic, topicPrefix } from '../../../device/contract/feed/topics.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { parseJson } from '../../files/text-file.ts';
import { type FeedMessage, GapContent, type Heading, HistoryContent, StateContent } from './feed-message.ts';

/** Of one message, in bytes: an office with many parts says some 10 kB of their health. */
export const LONGEST_MESSAGE = 262_144;

/** Why a message was dropped; stable. */
export type Malformed =
  | 'topic-unknown'
  | 'too-long'
  | 'not-json'
  | 'envelope-malformed'
  | 'source-not-of-topic'
  | 'type-not-of-topic'
  | 'door-not-of-topic'
  | 'body-malformed';

export type Parsed = Result<FeedMessage, { readonly code: Malformed }>;

/** What came in from a broker, checked whole; it throws at nothing. */
export function parseMessage(topic: string, payload: Uint8Array): Parsed {
  const place = parseTopic(topic);
  if (place === null) return err({ code: 'topic-unknown' });
  if (payload.length > LONGEST_MESSAGE) return err({ code: 'too-long' });
  const json = parseJson(Buffer.from(payload).toString('utf8'));
  if (json === undefined) return err({ code: 'not-json' });
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return err({ code: 'envelope-malformed' });
  const prefix = topicPrefix(place);
  if (envelope.data.source !== `/${prefix}`) return err({ code: 'source-not-of-topic' });
  return withContent(place, topic.slice(prefix.length + 1), envelope.data);
}

function withContent({ operator, office, stream, door }: FeedTopic, topic: string, envelope: Envelope): Parsed {
  const { type, bootid, seq, late = false, data } = envelope;
  const heading = { operator, office, topic, bootid, seq, late, atMs: Date.parse(envelope.time) };
  const isHistory = HistoryStream.safeParse(stream).success;
  if (type === 'ak.v1.gap' && isHistory) return gapMessage(heading, { stream, gap: data });
  if (type !== `ak.v1.${stream}`) return err({ code: 'type-not-of-topic' });
  if (isHistory) {
    const content = HistoryContent.safeParse({ stream, body: data });
    return content.success ? ok({ ...heading, kind: 'history', content: content.data }) : malformed();
  }
  const content = StateContent.safeParse({ stream, body: data });
  if (!content.success) return malformed();
  if (content.data.stream === 'doors' && content.data.body.door !== door) return err({ code: 'door-not-of-topic' });
  return ok({ ...heading, kind: 'state', content: content.data });
}

function gapMessage(heading: Heading, told: z.input<typeof GapContent> | object): Parsed {
  const content = GapContent.safeParse(told);
  if (!content.success || content.data.gap.lastSeq !== heading.seq) return malformed();
  return ok({ ...heading, kind: 'gap', content: content.data });
}

const malformed = () => err({ code: 'body-malformed' as const });
