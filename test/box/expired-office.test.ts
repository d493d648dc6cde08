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
