import { describe, expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { withBox } from '../support/with-box.ts';
import { asHost, CARD, HOST_CARD, tapped } from './at-door.ts';

const at = (iso: string) => Date.parse(iso);

describe('an office that is there for a month', () => {
  const month = ruled({
    slots: [{ mode: 'staffed', hours: 'Tu-Sa 10:00-18:00' }],
    validFrom: '2026-10-30',
    validUntil: '2026-11-30',
  });

  test('lets nobody in before its first day and after its last, and says which it is', async () => {
    const box = await withBox({ config: { ...month, repeatTapMs: 0 } });
    const tapAt = async (iso: string, card = CARD) => {
      box.clock.setWall(at(iso));
      box.clock.advance(20_000);
      return tapped(box, card);
    };
    expect(await tapAt('2026-10-29T12:00:00+01:00')).toMatchObject({ reason: 'office-not-yet' });
    expect(await tapAt('2026-10-30T12:00:00+01:00')).toMatchObject({ outcome: 'granted' });
    expect(await tapAt('2026-11-28T17:59:00+01:00')).toMatchObject({ outcome: 'granted' });
    expect(await tapAt('2026-12-01T12:00:00+01:00')).toMatchObject({ reason: 'office-over' });
    expect(await tapAt('2026-12-01T12:00:00+01:00', HOST_CARD)).toMatchObject({ reason: 'office-over' });
  });

  test('can still be looked after by its host', async () => {
    const box = await withBox({ config: month });
    box.clock.setWall(at('2026-12-01T12:00:00+01:00'));
    await asHost(box);
    expect((await box.request('POST', '/api/host/open-door', { door: 'entrance' })).status).toBe(200);
    expect(box.strikeMoves()).toEqual([true]);
  });
});

describe('the night in which summer time ends', () => {
  test('an office that closes at 02:45 opens and closes by the clock on its wall, in both hours', async () => {
    const box = await withBox({
      config: { ...ruled({ slots: [{ mode: 'unattended', hours: 'Mo-Su 02:15-02:45' }] }), repeatTapMs: 0 },
    });
    const tapAt = async (iso: string) => {
      box.clock.setWall(at(iso));
      box.clock.advance(20_000);
      return tapped(box);
    };
    expect(await tapAt('2026-10-25T02:30:00+02:00')).toMatchObject({ outcome: 'granted' });
    expect(await tapAt('2026-10-25T02:50:00+02:00')).toMatchObject({ reason: 'office-closed' });
    expect(await tapAt('2026-10-25T02:30:00+01:00')).toMatchObject({ outcome: 'granted' });
    expect(await tapAt('2026-10-25T02:50:00+01:00')).toMatchObject({ reason: 'office-closed' });
  });
});

describe('the eve of a holiday', () => {
  test('has hours of its own, and the holiday none', async () => {
    const hours = 'Mo-Fr 10:00-18:00; PH off; PH -1 day 10:00-13:00';
    const box = await withBox({ config: { ...ruled({ slots: [{ mode: 'staffed', hours }] }), repeatTapMs: 0 } });
    const tapAt = async (iso: string) => {
      box.clock.setWall(at(iso));
      box.clock.advance(20_000);
      return tapped(box);
    };
    expect(await tapAt('2026-01-05T12:50:00+01:00')).toMatchObject({ outcome: 'granted' });
    expect(await tapAt('2026-01-05T13:10:00+01:00')).toMatchObject({ reason: 'office-closed' });
    expect(await tapAt('2026-01-06T12:00:00+01:00')).toMatchObject({ reason: 'office-closed' });
    expect(await tapAt('2026-01-07T13:10:00+01:00')).toMatchObject({ outcome: 'granted' });
  });

  test('can be an exception that the policy writes down', async () => {
    const exceptions = [{ date: '2026-12-23', mode: 'staffed', from: '10:00', until: '12:00' }];
    const box = await withBox({ config: { ...ruled({ exceptions }), repeatTapMs: 0 } });
    box.clock.setWall(at('2026-12-23T12:30:00+01:00'));
    box.clock.advance(20_000);
    expect(await tapped(box)).toMatchObject({ reason: 'office-closed' });
    expect((await box.snapshot()).hours).toEqual({
      open: false,
      mode: 'closed',
      changesAtMs: at('2026-12-24T08:00:00+01:00'),
    });
  });
});
