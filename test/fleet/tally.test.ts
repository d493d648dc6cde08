import { describe, expect, test } from 'vitest';
import { messageText } from '../../device/contract/feed/envelope.ts';
import { logHeadText } from '../../device/contract/feed/history.ts';
import type { FeedStream } from '../../device/contract/feed/topics.ts';
import { bootId } from '../support/boot-id.ts';
import { Tally } from './listener/tally.ts';
import { OfficeKey } from './office-key.ts';
import { bootIdOf, randomOf } from './random.ts';

const prefix = 'ak/v1/fleet/office-0001';
const otherBoot = bootIdOf(randomOf('other'));
const taken = { event: 'access-taken', door: 'entrance' };
const evacuation = { active: false, present: 3, quality: 'counted' };

type Said = { readonly seq: number; readonly bootid?: typeof bootId; readonly late?: boolean };

function say(tally: Tally, stream: FeedStream, body: object, { seq, bootid = bootId, late = false }: Said): void {
  const heading = { seq, bootid, late, time: '2026-03-02T09:00:00Z' };
  tally.take(
    `${prefix}/${stream}`,
    Buffer.from(messageText(prefix, stream, stream, heading, { ...body })),
    seq * 1_000,
  );
}

describe('the tally of what was heard', () => {
  test('tells when each number of history came first, and which were late; NaN for those that never came', () => {
    const tally = new Tally();
    for (const seq of [1, 2, 4]) say(tally, 'events', taken, { seq, late: seq === 4 });
    const [office] = tally.heard([]).offices;
    expect(office?.streams).toEqual([
      {
        stream: 'events',
        arrivedMs: Float64Array.of(1_000, 2_000, Number.NaN, 4_000),
        late: Uint8Array.of(0, 0, 0, 1),
      },
    ]);
  });

  test('tells a number that comes again from one that comes first after a higher one', () => {
    const tally = new Tally();
    for (const seq of [1, 3, 1, 3, 2, 2]) say(tally, 'events', taken, { seq });
    expect(tally.heard([])).toMatchObject({ messages: 6, doubled: 3, outOfOrder: 1 });
  });

  test('counts the numbers of states within a run: a gap is none, a lower number is, and so is a run that was over', () => {
    const tally = new Tally();
    for (const seq of [1, 5, 4]) say(tally, 'evacuation', evacuation, { seq });
    expect(tally.heard([])).toMatchObject({ states: 3, outOfOrder: 1 });
    say(tally, 'evacuation', evacuation, { seq: 1, bootid: otherBoot });
    expect(tally.heard([]).outOfOrder).toBe(1);
    say(tally, 'evacuation', evacuation, { seq: 6 });
    expect(tally.heard([]).outOfOrder).toBe(2);
  });

  test('lets a status be told anew, and an old will come after a new word', () => {
    const tally = new Tally();
    for (const seq of [1, 1, 3, 2, 3]) say(tally, 'status', { status: seq === 2 ? 'offline' : 'online' }, { seq });
    expect(tally.heard([])).toMatchObject({ states: 5, doubled: 0, outOfOrder: 0 });
  });

  test('finds what the contract does not know', () => {
    const tally = new Tally();
    say(tally, 'evacuation', { ...evacuation, present: -1 }, { seq: 1 });
    say(tally, 'occupancy', evacuation, { seq: 1 });
    tally.take(`${prefix}/events`, Buffer.from('{'), 0);
    tally.take(`${prefix}/unheard-of`, Buffer.from('{}'), 0);
    const { malformed } = tally.heard([]);
    expect(malformed.count).toBe(4);
    expect(malformed.examples).toHaveLength(4);
  });

  test('takes a head of the log only with its office’s name and a good signature', () => {
    const key = new OfficeKey(randomOf('key'));
    const headOf = (office: string) => key.sign(logHeadText({ office, seq: 7, hash: 'a'.repeat(64), at: 'now' }));
    const tally = new Tally();
    say(tally, 'log-head', headOf('fleet/office-0001'), { seq: 1 });
    expect(tally.heard([]).malformed.count).toBe(0);
    say(tally, 'log-head', headOf('fleet/office-0002'), { seq: 2 });
    const { signature } = headOf('fleet/office-0002');
    say(tally, 'log-head', { ...headOf('fleet/office-0001'), signature }, { seq: 3 });
    expect(tally.heard([]).malformed.count).toBe(2);
  });

  test('leaves out other operators on the same broker, and commands', () => {
    const tally = new Tally();
    tally.take('ak/v1/malmo/torget/events', Buffer.from('{}'), 0);
    tally.take(`${prefix}/cmd`, Buffer.from('{}'), 0);
    expect(tally.heard([]).messages).toBe(0);
  });
});
