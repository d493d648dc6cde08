import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { MyVisitsAnswer } from '../../device/contract/my-visits.ts';
import { brokenLinks } from '../support/chain.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { alwaysOpen, ruled } from '../support/office.ts';
import { databaseFile, rowsOf } from '../support/storage.ts';
import { type BoxOptions, boxFolder, boxOn, MONDAY_10, type TestBox } from '../support/with-box.ts';
import { asHost, CARD, enrolMyself, HOST_CARD, OTHER_CARD, present, tapped, typePin } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const enrolling = ruled({ modes: { staffed: { who: 'enrolled' } }, enrolment: { self: true, pin: 'offered' } });
const stable = { privacy: { pseudonyms: 'stable', stableBecause: 'the members have agreed to it at the meeting' } };

/** A box at whose door somebody walks in as soon as it opens. */
const walkedIn = ({ clock = new ManualClock(MONDAY_10), ...options }: BoxOptions & { clock?: ManualClock } = {}) =>
  boxOn(clock, { ...options, config: { doors: alwaysOpen.doors, ...options.config } });

const path = (id: number | undefined, what = '') => `/api/kiosk/my-visits/${id}${what}`;

/** Asks at the screen, and lays a card on the reader. */
async function opened(box: TestBox, uid = CARD): Promise<number | undefined> {
  await box.request('POST', '/api/kiosk/my-visits');
  const outcome = await tapped(box, uid);
  expect(outcome).toMatchObject({ outcome: 'my-visits' });
  return outcome?.id;
}

async function seen(box: TestBox, id: number | undefined): Promise<MyVisitsAnswer> {
  return MyVisitsAnswer.parse((await box.request('GET', path(id))).body);
}

const comeAndGo = async (box: TestBox, uid = CARD) => {
  await tapped(box, uid);
  box.clock.advance(HOUR);
  await tapped(box, uid);
  box.clock.advance(MINUTE);
};

/** The session of another browser. */
async function otherSession(box: TestBox): Promise<Record<string, string>> {
  const token = readFileSync(join(box.folder, 'kiosk-token'), 'utf8');
  const response = await fetch(`${box.url}?token=${token}`, { redirect: 'manual' });
  return { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

const loggedTypes = (box: TestBox, type: string) =>
  rowsOf(box.folder, `SELECT data FROM access_log WHERE type = '${type}'`).length;

/** By what the log knows the cards that have come in, newest first. */
const pseudonymsIn = (box: TestBox) =>
  (
    rowsOf(
      box.folder,
      `SELECT lower(hex(subject)) AS hex FROM access_log WHERE type = 'access-granted' ORDER BY seq DESC`,
    ) as { hex: string }[]
  ).map(({ hex }) => hex);

const holds = (box: TestBox, hex: string) =>
  ['', '-wal', '-shm']
    .map((end) => `${databaseFile(box.folder)}${end}`)
    .some((file) => existsSync(file) && readFileSync(file).includes(Buffer.from(hex, 'hex')));

describe('whoever lays a card on the reader', () => {
  test('sees the visits of today, and nothing of anybody else', async () => {
    const box = await walkedIn();
    const began = box.clock.wallMs();
    await comeAndGo(box);
    await tapped(box, OTHER_CARD);
    box.clock.advance(MINUTE);
    const entered = await tapped(box);
    await box.request('POST', '/api/kiosk/companions', { id: entered?.id, companions: 2 });
    box.clock.advance(MINUTE);
    const strikes = box.strikeMoves().length;
    const id = await opened(box);
    const door = 'Entrén';
    expect(await seen(box, id)).toEqual({
      ...{ untilMs: box.clock.wallMs() + MINUTE, pseudonyms: 'daily', visitDays: 14, leftOut: 0 },
      visits: [
        { door, enteredMs: began + HOUR + 2 * MINUTE, leftMs: null, endedBy: null, companions: 2 },
        { door, enteredMs: began, leftMs: began + HOUR, endedBy: 'tapped-out', companions: 0 },
      ],
      ...{ card: null, libraryUntilMs: null },
    });
    expect([box.strikeMoves().length, await present(box)]).toEqual([strikes, 4]);
    expect(JSON.stringify(await box.snapshot())).not.toContain('tapped-out');
    await seen(box, id);
    expect(loggedTypes(box, 'visits-shown')).toBe(1);
  });

  test('who was never here is told that nothing is stored', async () => {
    const box = await walkedIn();
    await tapped(box, OTHER_CARD);
    expect(await seen(box, await opened(box))).toMatchObject({ visits: [], card: null, libraryUntilMs: null });
  });

  test('sees since when it is registered, as what, with or without a PIN, and until when', async () => {
    const box = await walkedIn({ config: ruled({ enrolment: { self: true, pin: 'offered', days: 30 } }) });
    const at = box.clock.wallMs();
    await enrolMyself(box, CARD);
    expect((await seen(box, await opened(box))).card).toEqual({
      ...{ role: 'visitor', sinceMs: at, hasPin: false, validUntilMs: at + 30 * 24 * HOUR, blocked: false },
    });
  });

  test('which makes its number up at each tap is told why that cannot be', async () => {
    const box = await walkedIn();
    await box.request('POST', '/api/kiosk/my-visits');
    expect(await tapped(box, '08A1B2C3')).toMatchObject({ outcome: 'denied', reason: 'uid-is-random' });
  });

  test('is asked for the PIN where there is one', async () => {
    const box = await walkedIn({ config: enrolling });
    await enrolMyself(box, CARD, '4711');
    await box.request('POST', '/api/kiosk/my-visits');
    await box.tap(CARD);
    const outcome = await typePin(box, '4711');
    expect(outcome).toMatchObject({ outcome: 'my-visits' });
    expect((await seen(box, outcome?.id)).card).toMatchObject({ hasPin: true });
  });

  test('sees nothing with a wrong PIN, and has to wait after too many, as at the door', async () => {
    const box = await walkedIn({ config: enrolling });
    await enrolMyself(box, CARD, '4711');
    for (let attempt = 0; attempt < 5; attempt++) {
      await box.request('POST', '/api/kiosk/my-visits');
      await box.tap(CARD);
      const outcome = await typePin(box, '4712');
      expect(outcome).toMatchObject({ outcome: 'denied', reason: 'pin-wrong' });
      expect((await box.request('GET', path(outcome?.id))).status).toBe(410);
    }
    await box.request('POST', '/api/kiosk/my-visits');
    expect(await tapped(box)).toMatchObject({ outcome: 'denied', reason: 'pin-locked' });
  });

  test('leaves the screen to whoever taps while the PIN is waited for', async () => {
    const box = await walkedIn({ config: enrolling });
    await enrolMyself(box, OTHER_CARD);
    await enrolMyself(box, CARD, '4711');
    await box.request('POST', '/api/kiosk/my-visits');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    const before = (await box.snapshot()).lastTap?.id ?? 0;
    const id = before + 1;
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'granted', id });
    expect(await box.snapshot()).toMatchObject({ pinEntry: null, lastTap: { outcome: 'granted', id } });
  });
});

describe('what is shown', () => {
  test('is for the session that asked, and for nobody without one', async () => {
    const box = await walkedIn();
    const id = await opened(box);
    const other = await otherSession(box);
    for (const [method, what] of [['GET', ''], ...['/erase', '/forget-card', '/more-time'].map((w) => ['POST', w])])
      expect(await box.request(method ?? '', path(id, what), undefined, other)).toMatchObject({
        ...{ status: 410, body: { code: 'my-visits-closed' } },
      });
    await box.request('POST', path(id, '/close'), undefined, other);
    expect(await box.request('GET', path(id), undefined, { cookie: '' })).toMatchObject({ status: 401 });
    const answer = await box.request('GET', path(id));
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test('closes by itself after a minute, later if more time is asked for, ten times at most', async () => {
    const box = await walkedIn();
    const id = await opened(box);
    for (let time = 0; time < 10; time++) {
      box.clock.advance(MINUTE - 1);
      const untilMs = box.clock.wallMs() + MINUTE;
      expect(await box.request('POST', path(id, '/more-time'))).toMatchObject({ status: 200, body: { untilMs } });
    }
    expect(await box.request('POST', path(id, '/more-time'))).toMatchObject({ status: 409 });
    box.clock.advance(MINUTE - 1);
    expect((await box.request('GET', path(id))).status).toBe(200);
    box.clock.advance(1);
    expect((await box.request('GET', path(id))).status).toBe(410);
    expect((await box.request('POST', path(id, '/erase'))).status).toBe(410);
  });

  test('is gone once it is closed', async () => {
    const box = await walkedIn();
    const id = await opened(box);
    expect((await box.request('POST', path(id, '/close'))).status).toBe(200);
    expect((await box.request('GET', path(id))).status).toBe(410);
  });

  test.each(['0', '-1', '1.5', 'x', '1e99'])('is not asked for by the number %s', async (number) => {
    const box = await walkedIn();
    expect([400, 410]).toContain((await box.request('GET', `/api/kiosk/my-visits/${number}`)).status);
  });
});

describe('erasing', () => {
  test('takes the card out of the log, and leaves count, visits and chain as they were', async () => {
    const box = await walkedIn();
    await comeAndGo(box);
    await tapped(box);
    box.clock.advance(MINUTE);
    const [pseudonym = ''] = pseudonymsIn(box);
    const id = await opened(box);
    expect(holds(box, pseudonym)).toBe(true);
    expect(await box.request('POST', path(id, '/erase'))).toMatchObject({ status: 200, body: { records: 3 } });
    expect([holds(box, pseudonym), brokenLinks(box.folder)]).toEqual([false, []]);
    expect([await present(box), (await seen(box, id)).visits]).toEqual([1, []]);
    expect(rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'visits-erased'`)).toEqual([
      { data: '{"records":3}' },
    ]);
    expect(await box.request('POST', path(id, '/erase'))).toMatchObject({ body: { records: 0 } });
  });

  test('lets the card tap out in the same run, without leading back to it', async () => {
    const box = await walkedIn();
    await tapped(box);
    box.clock.advance(MINUTE);
    const [pseudonym = ''] = pseudonymsIn(box);
    await box.request('POST', path(await opened(box), '/erase'));
    box.clock.advance(MINUTE);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted', direction: 'out' });
    expect([await present(box), holds(box, pseudonym)]).toEqual([0, false]);
    box.clock.advance(MINUTE);
    expect(await tapped(box)).toMatchObject({ outcome: 'granted', direction: 'in' });
    expect((await seen(box, await opened(box))).visits).toHaveLength(1);
  });

  test('keeps the visit in the count over a restart', async () => {
    const folder = boxFolder();
    const box = await walkedIn({ folder });
    await tapped(box);
    box.clock.advance(MINUTE);
    await box.request('POST', path(await opened(box), '/erase'));
    await box.stop();
    const again = await walkedIn({ folder, clock: new ManualClock(box.clock.wallMs()) });
    expect(await present(again)).toBe(1);
    expect((await seen(again, await opened(again))).visits).toEqual([]);
  });
});

describe('a visitor’s own card', () => {
  test('is forgotten: it is registered no longer, and nothing on the disk leads to it', async () => {
    const box = await walkedIn({ config: enrolling });
    await enrolMyself(box, CARD);
    await tapped(box);
    box.clock.advance(MINUTE);
    const [pseudonym = ''] = pseudonymsIn(box);
    const sql = `SELECT lower(hex(subject)) AS hex FROM access_log WHERE type = 'credential-enrolled' ORDER BY seq DESC`;
    const [enrolled] = rowsOf(box.folder, sql) as { hex: string }[];
    const id = await opened(box);
    expect(await box.request('POST', path(id, '/forget-card'))).toMatchObject({ status: 200, body: { records: 3 } });
    expect([holds(box, pseudonym), holds(box, enrolled?.hex ?? ''), brokenLinks(box.folder)]).toEqual([
      false,
      false,
      [],
    ]);
    expect(await seen(box, id)).toMatchObject({ card: null, visits: [] });
    expect(await present(box)).toBe(1);
    expect(rowsOf(box.folder, `SELECT data FROM access_log WHERE type = 'credential-removed'`)).toEqual([
      { data: '{"by":"kiosk"}' },
    ]);
    box.clock.advance(MINUTE);
    expect(await tapped(box)).toMatchObject({ outcome: 'denied', reason: 'credential-not-enrolled' });
  });

  test('that is blocked is not forgotten, nor its block: it says so, and goes on being refused', async () => {
    const box = await walkedIn({ config: ruled({ enrolment: { self: true } }) });
    await enrolMyself(box, CARD);
    await asHost(box);
    await box.request('POST', '/api/host/next-card', { purpose: 'block' });
    expect(await tapped(box)).toMatchObject({ outcome: 'changed' });
    box.clock.advance(MINUTE);
    const id = await opened(box);
    expect((await seen(box, id)).card).toMatchObject({ role: 'visitor', blocked: true });
    expect(await box.request('POST', path(id, '/forget-card'))).toMatchObject({
      ...{ status: 403, body: { code: 'card-blocked' } },
    });
    box.clock.advance(MINUTE);
    expect(await tapped(box)).toMatchObject({ outcome: 'denied', reason: 'credential-blocked' });
  });

  test('is no host’s, which only a host takes out', async () => {
    const box = await walkedIn();
    const id = await opened(box, HOST_CARD);
    expect(await box.request('POST', path(id, '/forget-card'))).toMatchObject({
      ...{ status: 403, body: { code: 'not-a-visitors' } },
    });
    await asHost(box);
  });
});

describe('an office whose pseudonyms are', () => {
  test('of the day knows nothing of yesterday', async () => {
    const box = await walkedIn();
    await comeAndGo(box);
    box.clock.advance(24 * HOUR);
    expect((await seen(box, await opened(box))).visits).toEqual([]);
  });

  test('stable shows, and erases, all that is kept', async () => {
    const box = await walkedIn({ config: stable });
    await comeAndGo(box);
    box.clock.advance(24 * HOUR);
    await tapped(box);
    box.clock.advance(MINUTE);
    const id = await opened(box);
    const { pseudonyms, visits } = await seen(box, id);
    expect([pseudonyms, visits.map(({ endedBy }) => endedBy)]).toEqual(['stable', [null, 'tapped-out']]);
    expect(await box.request('POST', path(id, '/erase'))).toMatchObject({ body: { records: 3 } });
    expect((await seen(box, id)).visits).toEqual([]);
  });

  test('none says so, and has no visit that could be told to be anybody’s', async () => {
    const box = await walkedIn({ config: { privacy: { pseudonyms: 'none' } } });
    await tapped(box);
    box.clock.advance(MINUTE);
    const id = await opened(box);
    expect(await seen(box, id)).toMatchObject({ pseudonyms: 'none', visits: [] });
    expect(await box.request('POST', path(id, '/erase'))).toMatchObject({ status: 200, body: { records: 0 } });
    expect(await present(box)).toBe(1);
  });
});
