import { describe, expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { withBox } from '../support/with-box.ts';
import { tapped } from './at-door.ts';

const at = (iso: string) => Date.parse(iso);

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
