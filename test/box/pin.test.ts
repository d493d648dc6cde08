import { describe, expect, test, vi } from 'vitest';
import { ruled } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { withBox } from '../support/with-box.ts';
import { asHost, CARD, enrolMyself, OTHER_CARD, outcomeOf, tapped, typePin } from './at-door.ts';

const nightly = ruled({
  modes: { staffed: { who: 'enrolled', assurance: 2 } },
  enrolment: { self: true, pin: 'offered' },
});

describe('a card whose hour asks for a PIN', () => {
  test('opens with the right one, and the strike waits for it', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD, '4711');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).toMatchObject({ door: 'entrance', typed: 0 }));
    expect(box.strikeMoves()).toEqual([]);
    expect(await typePin(box, '4711')).toMatchObject({ outcome: 'granted' });
    expect([box.strikeMoves(), (await box.snapshot()).pinEntry]).toEqual([[true], null]);
  });

  test('does not open with a wrong one, which is in the log as such and nowhere in clear', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD, '4711');
    await box.tap(CARD);
    expect(await typePin(box, '4712')).toMatchObject({ outcome: 'denied', reason: 'pin-wrong' });
    expect(box.strikeMoves()).toEqual([]);
    await box.stop();
    const rows = rowsOf(
      box.folder,
      `SELECT json_extract(data, '$.reason') AS reason FROM access_log WHERE type = 'access-denied'`,
    );
    expect(rows).toEqual([{ reason: 'pin-wrong' }]);
    const kept = [
      rowsOf(box.folder, 'SELECT * FROM access_log'),
      rowsOf(box.folder, 'SELECT pin FROM holder'),
      box.journal.events,
    ];
    expect(JSON.stringify(kept)).not.toMatch(/471[12]/);
    expect(JSON.stringify(kept)).toContain('$argon2id$');
  });

  test('is not waited for any more when the fire alarm comes on, and opens nothing', async () => {
    const box = await withBox({ config: { ...nightly, fireInput: { driver: 'simulated' } } });
    await enrolMyself(box, CARD, '4711');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    const outcome = await outcomeOf(box, () => box.request('POST', '/sim/fire', { active: true }));
    expect(outcome).toMatchObject({ outcome: 'denied', reason: 'fire-alarm' });
    expect([box.strikeMoves(), (await box.snapshot()).pinEntry]).toEqual([[], null]);
  });

  test('without a PIN is told to have one made', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD);
    expect(await tapped(box)).toMatchObject({ outcome: 'denied', reason: 'pin-not-set' });
  });

  test('is given one at the host’s, who does not see it, in place of an earlier one too', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD);
    for (const pin of ['4711', '2580']) {
      await asHost(box);
      await box.request('POST', '/api/host/next-card', { purpose: 'offer-pin' });
      const offered = await tapped(box);
      expect([offered?.outcome, (await box.snapshot()).host]).toEqual(['pin-offered', null]);
      expect((await box.request('POST', '/api/kiosk/choose-pin', { id: offered?.id, pin })).status).toBe(200);
      box.clock.advance(3_000);
      await box.tap(CARD);
      expect(await typePin(box, pin)).toMatchObject({ outcome: 'granted' });
      box.clock.advance(6_000);
    }
    await asHost(box);
    await box.request('POST', '/api/host/next-card', { purpose: 'offer-pin' });
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'not-enrolled' });
  });

  test('waits 45 seconds, longer when more time is asked for, and is then denied', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD, '4711');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    const id = (await box.snapshot()).pinEntry?.id;
    box.clock.advance(44_000);
    expect((await box.request('POST', '/api/kiosk/pin-more-time', { id })).status).toBe(200);
    box.clock.advance(44_000);
    expect((await box.snapshot()).pinEntry?.id).toBe(id);
    for (let time = 0; time < 9; time++)
      expect((await box.request('POST', '/api/kiosk/pin-more-time', { id })).status).toBe(200);
    expect(await box.request('POST', '/api/kiosk/pin-more-time', { id })).toMatchObject({
      status: 409,
      body: { code: 'no-more-time' },
    });
    expect(await outcomeOf(box, async () => box.clock.advance(45_000))).toMatchObject({ reason: 'pin-not-given' });
    expect(await box.request('POST', '/api/kiosk/pin', { id, pin: '4711' })).toMatchObject({
      status: 409,
      body: { code: 'pin-not-awaited' },
    });
    expect(box.strikeMoves()).toEqual([]);
  });

  test('is denied when it is cancelled', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD, '4711');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    const id = (await box.snapshot()).pinEntry?.id;
    expect(await outcomeOf(box, () => box.request('POST', '/api/kiosk/pin-cancel', { id }))).toMatchObject({
      reason: 'pin-not-given',
    });
  });

  test('that is overtaken by another card opens nothing any more, and both are in the log', async () => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD, '4711');
    await enrolMyself(box, OTHER_CARD, '2580');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    const first = (await box.snapshot()).pinEntry?.id;
    await box.tap(OTHER_CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry?.id).not.toBe(first));
    expect((await box.request('POST', '/api/kiosk/pin', { id: first, pin: '4711' })).status).toBe(409);
    expect(await typePin(box, '4711')).toMatchObject({ reason: 'pin-wrong' });
    expect(box.strikeMoves()).toEqual([]);
    await box.stop();
    const rows = rowsOf(
      box.folder,
      `SELECT json_extract(data, '$.reason') AS reason FROM access_log WHERE type = 'access-denied'`,
    );
    expect(rows).toEqual([{ reason: 'pin-not-given' }, { reason: 'pin-wrong' }]);
  });

  test.each([['123'], ['123456789'], ['12a4'], ['']])('takes no %j', async (pin) => {
    const box = await withBox({ config: nightly });
    await enrolMyself(box, CARD, '4711');
    await box.tap(CARD);
    await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    const id = (await box.snapshot()).pinEntry?.id;
    expect((await box.request('POST', '/api/kiosk/pin', { id, pin })).status).toBe(400);
    expect((await box.snapshot()).pinEntry?.id).toBe(id);
  });
});

test('who types a personal identity number at a reader’s keys is heard for eight digits, and nothing of it is kept', async () => {
  const box = await withBox({ config: nightly });
  await enrolMyself(box, CARD, '4711');
  await box.tap(CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
  const press = (keys: string) => box.request('POST', '/sim/readers/front/keys', { keys });
  await press('196408233234');
  expect((await box.snapshot()).pinEntry?.typed).toBe(8);
  expect(await outcomeOf(box, () => press('#'))).toMatchObject({ reason: 'pin-wrong' });
  await box.stop();
  const kept = [
    rowsOf(box.folder, 'SELECT * FROM access_log'),
    rowsOf(box.folder, 'SELECT * FROM holder'),
    box.journal.events,
  ];
  expect(JSON.stringify(kept)).not.toContain('640823');
});

describe('the keys of a reader', () => {
  const config = {
    ...nightly,
    readerBuses: [{ id: 'hall', path: 'simulated' }],
    readers: [{ id: 'front', door: 'entrance', driver: 'osdp', bus: 'hall', address: 0 }],
  };
  const pass = async (box: Awaited<ReturnType<typeof withBox>>, until: () => Promise<void>) => {
    await vi.waitFor(async () => {
      box.clock.advance(100);
      await until();
    });
  };

  test('take a PIN as the screen’s do: # ends it, * begins anew, and only the number of digits is shown', async () => {
    const box = await withBox({ config });
    const press = (keys: string) => box.request('POST', '/sim/readers/front/osdp', { verb: 'press-keys', keys });
    await pass(box, async () => expect((await box.health()).readers[0]?.state).toBe('ready'));
    await box.request('POST', '/api/kiosk/enrol');
    await box.tap(CARD);
    await pass(box, async () => expect((await box.snapshot()).lastTap?.outcome).toBe('enrolled'));
    await box.request('POST', '/api/kiosk/choose-pin', { id: (await box.snapshot()).lastTap?.id, pin: '4711' });
    await box.request('POST', '/sim/readers/front/remove');
    for (let ms = 0; ms < 4_000; ms += 100) box.clock.advance(100);
    await box.tap(CARD);
    await pass(box, async () => expect((await box.snapshot()).pinEntry).not.toBeNull());
    await press('99*471');
    await pass(box, async () => expect((await box.snapshot()).pinEntry?.typed).toBe(3));
    await press('1#');
    await pass(box, async () => expect((await box.snapshot()).lastTap?.outcome).toBe('granted'));
    expect(box.strikeMoves()).toEqual([true]);
    // What the reader is still to show goes out by this clock.
    const gone = vi.fn();
    void box.stop().then(gone);
    await vi.waitFor(() => {
      box.clock.advance(100);
      expect(gone).toHaveBeenCalled();
    });
  });
});
