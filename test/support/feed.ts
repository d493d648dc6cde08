import { expect } from 'vitest';
import { Envelope } from '../../device/contract/feed/envelope.ts';
import type { FeedStream } from '../../device/contract/feed/topics.ts';
import { Mosquitto, Subscriber } from './mosquitto.ts';
import { type BoxOptions, type TestBox, withBox } from './with-box.ts';

export type Fed = {
  readonly box: TestBox;
  readonly broker: Mosquitto;
  /** The topics and texts of all that came, as they came. */
  readonly subscriber: Subscriber;
  /** What came on a stream, in order. */
  heard(stream: FeedStream): Envelope[];
  /** The body that came last on a stream. */
  last(stream: FeedStream): unknown;
};

/** The whole box with a real broker, and somebody who listens there from before its start. */
export async function withFeed({ config, ...options }: BoxOptions = {}, broker?: Mosquitto): Promise<Fed> {
  const taken = broker ?? (await Mosquitto.start());
  const subscriber = new Subscriber(taken.url);
  await expect.poll(() => subscriber.listening).toBe(true);
  const box = await withBox({ ...options, config: { ...config, broker: { mode: 'mqtt', urls: [taken.url] } } });
  const heard = (stream: FeedStream) => subscriber.on(stream).map(({ payload }) => Envelope.parse(JSON.parse(payload)));
  const fed = { box, broker: taken, subscriber, heard, last: (stream: FeedStream) => heard(stream).at(-1)?.data };
  await expect.poll(() => heard('occupancy').length).toBeGreaterThan(0);
  return fed;
}
