import { describe, expect, test, vi } from 'vitest';
import { asHost, CARD, outcomeOf, typePin } from '../box/at-door.ts';
import { ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';

const GOOD = '21234000000014';
const LOST = '21234000000022';
const EXPIRED = '21234000000030';

const office = (policy: object = {}) => ({
  ...ruled({ modes: { staffed: { who: 'library' } }, ...policy }),
  library: { system: 'simulated' },
  repeatTapMs: 0,
});

async function libraryIs(box: TestBox, state: string): Promise<void> {
  await vi.waitFor(async () => {
    box.clock.advance(500);
    expect((await box.health()).library?.state).toBe(state);
  });
}

async function openBox(policy: object = {}, folder = boxFolder()): Promise<TestBox> {
  const box = await withBox({ folder, config: office(policy) });
  await libraryIs(box, 'ready');
  return box;
}

const scan = (box: TestBox, barcode: string) =>
  outcomeOf(box, () => box.request('POST', '/sim/readers/front/present', { barcode }));
const trouble = (box: TestBox, what: string) => box.request('POST', '/sim/library', { trouble: what });

/** Scans while time goes on: for answers that come late, or not at all. */
async function scanAndWait(box: TestBox, barcode: string) {
  const before = (await box.snapshot()).lastTap?.id;
  await box.request('POST', '/sim/readers/front/present', { barcode });
  let waited = 0;
  await vi.waitFor(async () => {
    box.clock.advance(100);
    waited += 100;
    expect((await box.snapshot()).lastTap?.id).not.toBe(before);
  });
  return { outcome: (await box.snapshot()).lastTap, waited };
}

describe('a library card', () => {
  test('that is good opens the door; of its holder and its number nothing is kept', async () => {
    const box = await openBox();
    expect(await scan(box, GOOD)).toMatchObject({ outcome: 'granted' });
    expect(box.strikeMoves()).toEqual([true]);
    await box.stop();
    const kept = JSON.stringify([rowsOf(box.folder, 'SELECT * FROM access_log'), box.journal.events]);
    for (const secret of [GOOD, 'Alva', 'Storgatan 1', '19800101']) expect(kept).not.toContain(secret);
    expect(rowsOf(box.folder, 'SELECT count(*) AS n FROM patron_seen')).toEqual([{ n: 1 }]);
    expect(rowsOf(box.folder, 'SELECT count(*) AS n FROM credential WHERE role = 1')).toEqual([{ n: 0 }]);
  });

  test.each([
    [LOST, 'patron-blocked'],
    [EXPIRED, 'patron-expired'],
    ['21234000000099', 'patron-unknown'],
  ])('%s is refused: %s', async (number, reason) => {
    const box = await openBox();
    expect(await scan(box, number)).toMatchObject({ outcome: 'denied', reason });
    expect(box.strikeMoves()).toEqual([]);
  });

  test('that is blocked here is not let in by a code that the library reads as the same number', async () => {
    const box = await openBox();
    await asHost(box);
    await box.request('POST', '/api/host/next-card', { purpose: 'block' });
    expect(await scan(box, GOOD)).toMatchObject({ outcome: 'changed' });
    expect(await scan(box, GOOD)).toMatchObject({ reason: 'credential-blocked' });
    expect(await scan(box, '21234|000000014')).toMatchObject({ outcome: 'denied', reason: 'patron-unknown' });
    expect(box.strikeMoves()).toEqual([]);
  });

  test('of another kind than a printed code is nobody’s until it is enrolled here', async () => {
    const box = await openBox();
    expect(await outcomeOf(box, () => box.tap(CARD))).toMatchObject({ reason: 'credential-not-enrolled' });
  });
});

describe('at night, with its PIN, a library card', () => {
  const night = { modes: { staffed: { who: 'library', assurance: 2 } } };

  test('opens with the right one and not with a wrong one', async () => {
    const box = await openBox(night);
    await box.request('POST', '/sim/readers/front/present', { barcode: GOOD });
    expect(await typePin(box, '0000')).toMatchObject({ reason: 'pin-wrong' });
    await box.request('POST', '/sim/readers/front/present', { barcode: GOOD });
    expect(await typePin(box, '4711')).toMatchObject({ outcome: 'granted' });
    expect(box.strikeMoves()).toEqual([true]);
    await box.stop();
    expect(JSON.stringify([rowsOf(box.folder, 'SELECT * FROM access_log'), box.journal.events])).not.toContain('4711');
  });

  test('is not opened by memory while the library is away: nobody else can judge its PIN', async () => {
    const box = await openBox({ ...night, library: { offline: 'allow-all' } });
    await trouble(box, 'down');
    await libraryIs(box, 'faulted');
    await box.request('POST', '/sim/readers/front/present', { barcode: GOOD });
    expect(await typePin(box, '4711')).toMatchObject({ reason: 'library-unavailable' });
  });
});

describe('while the library is away', () => {
  test('one visitor waits for the deadline at most, the next is answered at once, and it comes back by itself', async () => {
    const box = await openBox();
    await trouble(box, 'mute');
    const first = await scanAndWait(box, GOOD);
    expect(first.outcome).toMatchObject({ outcome: 'denied', reason: 'library-unavailable' });
    expect(first.waited).toBeLessThanOrEqual(2_000);
    expect((await box.health()).library).toMatchObject({ state: 'faulted', faultCode: 'patron-timeout' });
    expect(await scan(box, GOOD)).toMatchObject({ reason: 'library-unavailable' });
    await trouble(box, 'none');
    await libraryIs(box, 'ready');
    expect(await scan(box, GOOD)).toMatchObject({ outcome: 'granted' });
  });

  test('deny: nobody is let in by a library card', async () => {
    const box = await openBox();
    await scan(box, GOOD);
    await trouble(box, 'down');
    await libraryIs(box, 'faulted');
    expect(await scan(box, GOOD)).toMatchObject({ reason: 'library-unavailable' });
  });

  test('allow-known: a card that was good of late is, also after a restart, and no other', async () => {
    const folder = boxFolder();
    const policy = { library: { offline: 'allow-known', knownDays: 3 } };
    const box = await openBox(policy, folder);
    expect(await scan(box, GOOD)).toMatchObject({ outcome: 'granted' });
    await box.stop();
    const again = await openBox(policy, folder);
    await trouble(again, 'down');
    await libraryIs(again, 'faulted');
    expect(await scan(again, GOOD)).toMatchObject({ outcome: 'granted' });
    expect(await scan(again, '21234000000048')).toMatchObject({ reason: 'library-unavailable' });
    again.clock.setWall(Date.UTC(2026, 2, 4, 9));
    expect(await scan(again, GOOD)).toMatchObject({ outcome: 'granted' });
    again.clock.setWall(Date.UTC(2026, 2, 6, 9));
    expect(await scan(again, GOOD)).toMatchObject({ reason: 'library-unavailable' });
  });

  test('a card that the library has refused since is known no more', async () => {
    const box = await openBox({ library: { offline: 'allow-known' } });
    await scan(box, GOOD);
    box.clock.setWall(Date.UTC(2026, 2, 3, 9));
    await trouble(box, 'none');
    await scan(box, LOST);
    await trouble(box, 'down');
    await libraryIs(box, 'faulted');
    expect(await scan(box, LOST)).toMatchObject({ reason: 'library-unavailable' });
  });

  test('allow-all: any library card is, while somebody is there', async () => {
    const box = await openBox({ library: { offline: 'allow-all' } });
    await trouble(box, 'down');
    await libraryIs(box, 'faulted');
    expect(await scan(box, '21234000000048')).toMatchObject({ outcome: 'granted' });
  });

  test.each(['garbage', 'bad-checksum', 'wrong-card', 'charset', 'slow'])(
    'with %s nobody is let in by mistake',
    async (what) => {
      const box = await openBox();
      await trouble(box, what);
      expect((await scanAndWait(box, GOOD)).outcome).toMatchObject({ reason: 'library-unavailable' });
      expect(box.strikeMoves()).toEqual([]);
    },
  );
});

test('an office with a list that was imported asks nobody', async () => {
  const folder = boxFolder();
  const config = { ...office(), library: { system: 'local' } };
  const box = await withBox({ folder, config });
  expect(await scan(box, GOOD)).toMatchObject({ reason: 'patron-unknown' });
  expect((await box.health()).library).toMatchObject({ state: 'ready' });
});

test('an office without a library asks for cards that are enrolled', async () => {
  const box = await withBox({ config: { ...office(), library: { system: 'none' } } });
  expect(await scan(box, GOOD)).toMatchObject({ reason: 'credential-not-enrolled' });
  expect((await box.health()).library).toBeNull();
});
