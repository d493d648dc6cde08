import { describe, expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { withBox } from '../support/with-box.ts';
import { tapped } from './at-door.ts';

const at = (iso: string) => Date.parse(iso);

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
