import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SqliteHistory } from '../../provisioning/central/history/sqlite-history.ts';
import { Collector } from '../../provisioning/central/offices/collector.ts';
import { LocalDays } from '../../provisioning/central/offices/local-day.ts';
import { MalformedCount } from '../../provisioning/central/offices/malformed-count.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { BoxKey, boot, counted, doorBody, healthBody, said } from './an-office.ts';

const NAME = 'allmanna/kontor-1';
const NOW = Date.parse('2026-11-30T12:00:00Z');

async function aCollector() {
  const history = SqliteHistory.open(tempFolder());
  const days = LocalDays.in('Europe/Stockholm');
  if (!history.ok || !days.ok) throw new Error('no history');
  const notes: string[] = [];
  const malformed = new MalformedCount((line) => notes.push(line));
  const collector = await Collector.begin({
    ...{ history: history.value, days: days.value, malformed, now: () => NOW, keys: new Map() },
  });
  const hear = (topic: string, payload: Uint8Array | string) =>
    collector.take([{ topic, payload: Buffer.from(payload), retained: false }]);
  return { collector, malformed, notes, hear };
}

/** One good message of each stream. */
const good = [
  said(NAME, 'status', { status: 'online' }, { seq: 5 }),
  said(NAME, 'occupancy', counted(5), { seq: 5 }),
  said(NAME, 'evacuation', { active: false, present: null, quality: 'unknown' }, { seq: 5 }),
  said(NAME, 'doors/entrance', doorBody('entrance'), { seq: 5 }),
  said(NAME, 'health', healthBody, { seq: 5 }),
  said(NAME, 'events', { event: 'occupancy-reset' }, { seq: 5 }),
  said(NAME, 'log-head', new BoxKey().head(NAME, 5, 'a'), { seq: 5 }),
  said(NAME, 'events', { firstSeq: 6, lastSeq: 8 }, { seq: 8 }, 'gap'),
];

async function withGoodOnes() {
  const all = await aCollector();
  for (const { topic, text } of good) await all.hear(topic, text);
  expect(all.malformed.of(NAME)).toBe(0);
  return all;
}

test('bytes of any kind on any topic change nothing', async () => {
  const { collector, hear } = await withGoodOnes();
  const before = structuredClone([...collector.offices]);
  const topic = fc.oneof(fc.constantFrom(...good.map((message) => message.topic)), fc.string());
  const payload = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map(Buffer.from));
  await fc.assert(
    fc.asyncProperty(topic, payload, async (to, bytes) => {
      await hear(to, bytes);
      expect([...collector.offices]).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

/** Where a message can be broken: the path of each thing that is required. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])]);
}

function broken(text: string, path: readonly string[], how: 'gone' | 'otherwise'): string {
  const message = JSON.parse(text);
  const last = path.at(-1) ?? '';
  const place = path.slice(0, -1).reduce((inner, key) => inner[key], message);
  if (how === 'gone') delete place[last];
  else place[last] = typeof place[last] === 'object' && place[last] !== null ? 7 : { not: 'that' };
  return JSON.stringify(message);
}

const breakings = good.flatMap(({ topic, text }, at) =>
  pathsOf(JSON.parse(text)).flatMap((path) =>
    (['gone', 'otherwise'] as const).map((how) => ({ at, topic, path, how })),
  ),
);

test('a good message with any one thing in it gone or otherwise is dropped, and counted', async () => {
  const { collector, malformed, hear } = await withGoodOnes();
  const before = structuredClone([...collector.offices]);
  for (const [index, { at, topic, path, how }] of breakings.entries()) {
    await hear(topic, broken(good[at]?.text ?? '', path, how));
    expect([topic, path, how, malformed.of(NAME)]).toEqual([topic, path, how, index + 1]);
  }
  expect([...collector.offices]).toEqual(before);
});

test.each([
  ['topic-unknown', `ak/v1/${NAME}/door`, good[0]?.text ?? ''],
  ['not-json', `ak/v1/${NAME}/status`, '{'],
  ['not-json', `ak/v1/${NAME}/status`, ''],
  ['too-long', `ak/v1/${NAME}/status`, ' '.repeat(300_000)],
  ['envelope-malformed', `ak/v1/${NAME}/status`, '{}'],
  [
    'source-not-of-topic',
    'ak/v1/allmanna/kontor-1/status',
    said('allmanna/kontor-2', 'status', { status: 'online' }, { seq: 9 }).text,
  ],
  ['type-not-of-topic', `ak/v1/${NAME}/occupancy`, said(NAME, 'status', { status: 'online' }, { seq: 9 }).text],
  [
    'type-not-of-topic',
    `ak/v1/${NAME}/status`,
    said(NAME, 'events', { firstSeq: 1, lastSeq: 2 }, { seq: 2 }, 'gap').text,
  ],
  ['door-not-of-topic', `ak/v1/${NAME}/doors/yard`, said(NAME, 'doors/yard', doorBody('entrance'), { seq: 9 }).text],
  ['body-malformed', `ak/v1/${NAME}/events`, said(NAME, 'events', { firstSeq: 3, lastSeq: 2 }, { seq: 2 }, 'gap').text],
])('it is told as %s', async (code, topic, text) => {
  const { collector, notes, hear } = await aCollector();
  await hear(topic, text);
  expect(notes).toEqual([`${NAME}: ${code}: 1 message(s) dropped`]);
  expect(collector.offices.size).toBe(0);
});

test('one that goes on and on is told of seldom', async () => {
  const { notes, malformed, hear } = await aCollector();
  for (let times = 0; times < 100; times += 1) await hear(`ak/v1/${NAME}/status`, '{');
  expect(notes).toHaveLength(3);
  expect(malformed.of(NAME)).toBe(100);
});

test('what is good in a batch with what is not is taken', async () => {
  const { collector } = await aCollector();
  await collector.take([
    { topic: 'ak/v1/x', payload: Buffer.from('{'), retained: false },
    { topic: good[0]?.topic ?? '', payload: Buffer.from(good[0]?.text ?? ''), retained: false },
  ]);
  expect(collector.offices.get(NAME)).toMatchObject({ online: true, newest: { status: { bootid: boot, seq: 5 } } });
});
