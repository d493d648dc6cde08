import { describe, expect, test } from 'vitest';
import { office, ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { withBox } from '../support/with-box.ts';
import {
  asHost,
  CARD,
  enrolMyself,
  HOST_CARD,
  leaf,
  OTHER_CARD,
  outcomeOf,
  present,
  setMode,
  tapped,
} from './at-door.ts';

const oneWay = [{ id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' }];
const small = (policy: object, size: object) => {
  const rules = ruled(policy);
  return { ...rules, office: { ...rules.office, ...size } };
};

describe('companions', () => {
  test('are told by whoever was let in, within a minute, once, and leave with them', async () => {
    const box = await withBox({ config: { repeatTapMs: 0 } });
    const outcome = await tapped(box);
    const bring = (companions: number) => box.request('POST', '/api/kiosk/companions', { id: outcome?.id, companions });
    expect((await bring(3)).status).toBe(200);
    expect(await present(box)).toBe(4);
    expect(await bring(2)).toMatchObject({ status: 410, body: { code: 'tap-forgotten' } });
    await leaf(box, 'open');
    await leaf(box, 'close');
    await tapped(box);
    expect(await present(box)).toBe(0);
  });

  test('are not more than the fire papers allow', async () => {
    const box = await withBox({ config: small({}, { seats: 2, maxPersons: 3 }) });
    const outcome = await tapped(box);
    const bring = (companions: number) => box.request('POST', '/api/kiosk/companions', { id: outcome?.id, companions });
    expect(await bring(3)).toMatchObject({ status: 409, body: { code: 'office-full' } });
    expect((await bring(2)).status).toBe(200);
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ reason: 'office-full' });
  });
});

describe('a room', () => {
  test('with its seats taken says so and lets in, or does not, as the policy has it', async () => {
    const warns = await withBox({ config: small({}, { seats: 1, maxPersons: 3 }) });
    await tapped(warns);
    expect(await tapped(warns, OTHER_CARD)).toMatchObject({ outcome: 'granted', notes: ['seats-taken'] });
    const denies = await withBox({
      config: small({ modes: { staffed: { atSeats: 'deny' } } }, { seats: 1, maxPersons: 3 }),
    });
    await tapped(denies);
    expect(await tapped(denies, OTHER_CARD)).toMatchObject({ reason: 'seats-taken' });
    expect(await tapped(denies, HOST_CARD)).toMatchObject({ outcome: 'granted' });
  });

  test('takes visitors only while a host is inside, where the policy says so', async () => {
    const box = await withBox({ config: { ...ruled({ modes: { staffed: { hostPresent: true } } }), repeatTapMs: 0 } });
    expect(await tapped(box)).toMatchObject({ reason: 'host-not-present' });
    await tapped(box, HOST_CARD);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    await tapped(box, HOST_CARD);
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ reason: 'host-not-present' });
  });
});

describe('anti-passback', () => {
  test('soft lets a card in once more, says so, and counts it once', async () => {
    const box = await withBox({ config: { ...ruled({}), readers: oneWay, repeatTapMs: 0 } });
    await tapped(box);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted', notes: ['passback'] });
    expect(await present(box)).toBe(1);
    await box.stop();
    expect(rowsOf(box.folder, `SELECT count(*) AS n FROM access_log WHERE type = 'passback-noted'`)).toEqual([
      { n: 1 },
    ]);
  });

  test('hard does not, until the entry is forgiven by time or by the night', async () => {
    const config = {
      ...ruled({
        slots: [{ mode: 'staffed', hours: '24/7' }],
        antiPassback: { mode: 'hard', forgiveAfterMinutes: 60 },
      }),
      ...{ readers: oneWay, repeatTapMs: 0 },
    };
    const box = await withBox({ config });
    await tapped(box);
    expect(await tapped(box)).toMatchObject({ reason: 'already-inside' });
    box.clock.advance(61 * 60_000);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
    box.clock.setWall(Date.UTC(2026, 2, 3, 3, 59));
    box.clock.advance(60_000);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted' });
  });

  test('of a room inside is a thing of its own: in the office is not in the room', async () => {
    const config = {
      ...ruled({ antiPassback: { mode: 'hard' } }),
      areas: [{ id: 'quiet-room', name: 'Tysta rummet', seats: 4 }],
      doors: [...office.doors, { id: 'quiet', name: 'Tysta rummet', driver: 'simulated', area: 'quiet-room' }],
      readers: [...oneWay, { id: 'quiet', door: 'quiet', driver: 'simulated', direction: 'in' }],
      repeatTapMs: 0,
    };
    const box = await withBox({ config });
    await tapped(box);
    expect(await tapped(box, CARD, 'quiet')).toMatchObject({ outcome: 'granted', door: 'quiet' });
    expect(await tapped(box, CARD, 'quiet')).toMatchObject({ reason: 'already-inside' });
    expect((await box.snapshot()).occupancy).toMatchObject({
      present: 1,
      areas: [{ id: 'quiet-room', name: 'Tysta rummet', present: 1, seats: 4 }],
    });
  });
});

describe('a room inside the office', () => {
  const inside = {
    areas: [{ id: 'quiet-room', name: 'Tysta rummet' }],
    doors: [...office.doors, { id: 'quiet', name: 'Tysta rummet', driver: 'simulated', area: 'quiet-room' }],
    readers: [...oneWay, { id: 'quiet', door: 'quiet', driver: 'simulated', direction: 'in' }],
    repeatTapMs: 0,
  };

  test('is open to who is in the office, however full that is', async () => {
    const rules = small({ modes: { staffed: { atSeats: 'deny' } } }, { seats: 1, maxPersons: 1 });
    const box = await withBox({ config: { ...rules, ...inside } });
    await tapped(box);
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ reason: 'office-full' });
    expect(await tapped(box, CARD, 'quiet')).toMatchObject({ outcome: 'granted', door: 'quiet', notes: [] });
  });

  test('takes no use of a guest pass', async () => {
    const box = await withBox({ config: { ...ruled({}), ...inside } });
    await asHost(box);
    await box.request('POST', '/api/host/guest-pass', { hours: 2, uses: 1, carrier: 'tag' });
    await tapped(box);
    await tapped(box);
    await leaf(box, 'open');
    expect(await tapped(box, CARD, 'quiet')).toMatchObject({ outcome: 'granted', door: 'quiet' });
    // Nobody has opened the door of the quiet room: none is given back for that.
    box.clock.advance(6_000);
    expect(box.journal.types()).toContain('access-not-taken');
    expect(await tapped(box)).toMatchObject({ reason: 'pass-used-up' });
  });
});

test('each door has rights of its own', async () => {
  const config = {
    ...ruled({ doors: { store: { roles: ['host', 'staff'] } }, enrolment: { self: true } }),
    doors: [...office.doors, { id: 'store', name: 'Förrådet', driver: 'simulated' }],
    readers: [...office.readers, { id: 'store', door: 'store', driver: 'simulated', direction: 'in' }],
  };
  const box = await withBox({ config });
  await enrolMyself(box, CARD);
  expect(await tapped(box)).toMatchObject({ outcome: 'granted', door: 'entrance' });
  expect(await tapped(box, CARD, 'store')).toMatchObject({
    outcome: 'denied',
    reason: 'not-at-this-door',
    door: 'store',
  });
  expect(await tapped(box, HOST_CARD, 'store')).toMatchObject({ outcome: 'granted', door: 'store' });
});

test('a door that unlocks by the first card does so in the modes that say so', async () => {
  const config = {
    ...ruled({
      slots: [
        { mode: 'staffed', hours: 'Mo 10:00-12:00' },
        { mode: 'unattended', hours: 'Mo 08:00-18:00' },
      ],
      modes: { unattended: { firstCardIn: false } },
    }),
    doors: [{ ...office.doors[0], firstCardIn: 'any' }],
  };
  const box = await withBox({ config });
  box.clock.setWall(Date.UTC(2026, 2, 2, 8, 0));
  await tapped(box);
  expect((await box.snapshot()).doors[0]?.mode).toBe('accessed');
  box.clock.setWall(Date.UTC(2026, 2, 2, 9, 30));
  box.clock.advance(20_000);
  expect((await box.snapshot()).hours.mode).toBe('staffed');
  await tapped(box, OTHER_CARD);
  expect((await box.snapshot()).doors[0]?.mode).toBe('unlocked');
});

test('a door that the first card unlocked locks when a mode begins that does not say so; one that a host holds does not', async () => {
  const config = {
    ...ruled({
      slots: [
        { mode: 'staffed', hours: 'Mo 10:00-12:00' },
        { mode: 'unattended', hours: 'Mo 08:00-18:00' },
      ],
      modes: { unattended: { firstCardIn: false } },
    }),
    doors: ['entrance', 'yard'].map((id) => ({ id, name: id, driver: 'simulated', firstCardIn: 'any' })),
  };
  const box = await withBox({ config, at: Date.UTC(2026, 2, 2, 10, 30) });
  await tapped(box);
  await asHost(box);
  await setMode(box, 'unlock', 'yard');
  const modes = async () => (await box.snapshot()).doors.map(({ mode }) => mode);
  expect(await modes()).toEqual(['unlocked', 'unlocked']);
  box.clock.advance(30 * 60_000);
  expect((await box.snapshot()).hours.mode).toBe('unattended');
  expect(await modes()).toEqual(['locked', 'unlocked']);
  box.clock.advance(6 * 3_600_000);
  expect(await modes()).toEqual(['locked', 'locked']);
});

test('a wire is not told of outcomes: what is presented while a door is blocked changes nothing', async () => {
  const box = await withBox({ config: { ...ruled({}), readers: oneWay } });
  expect(await outcomeOf(box, () => box.tap('08A1B2C3'))).toMatchObject({ reason: 'uid-is-random' });
  expect(box.strikeMoves()).toEqual([]);
});
