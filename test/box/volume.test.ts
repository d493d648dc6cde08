import { describe, expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { epochMs } from '../../device/contract/units.ts';
import { settingsOf } from '../../device/settings.ts';
import { office } from '../support/office.ts';
import { withBox } from '../support/with-box.ts';

const night = { volume: 60, quiet: [{ hours: '22:00-07:00', volume: 15 }] };

describe('the volume', () => {
  test('is the config’s, and changes by itself with the hour', async () => {
    // A Monday, 21:59 in Stockholm.
    const box = await withBox({ config: { sound: night }, at: Date.UTC(2026, 2, 2, 20, 59) });
    expect((await box.snapshot()).sound.volume).toBe(60);
    box.clock.advance(80_000);
    expect((await box.snapshot()).sound.volume).toBe(15);
    box.clock.setWall(Date.UTC(2026, 2, 3, 6));
    box.clock.advance(20_000);
    expect((await box.snapshot()).sound.volume).toBe(60);
  });

  test.each([
    // The night in which the clock goes forward: 07:00 in Stockholm is 05:00 UTC, not 06:00.
    ['summer time begins', Date.UTC(2026, 2, 29, 4, 59), Date.UTC(2026, 2, 29, 5, 0)],
    ['it ends', Date.UTC(2026, 9, 25, 5, 59), Date.UTC(2026, 9, 25, 6, 0)],
  ])('goes by the wall clock of the office in the night in which %s', (_night, quiet, loud) => {
    const settings = settingsOf(Config.parse({ ...office, sound: night }), 'test');
    if (!settings.ok) throw new Error(settings.error.code);
    const volumeAt = (at: number) => settings.value.loudness.volumeAt(epochMs(at));
    expect([volumeAt(quiet), volumeAt(loud)]).toEqual([15, 60]);
  });

  test('is by the first of the quieter hours that it is', async () => {
    const quiet = [
      { hours: 'Mo 09:00-12:00', volume: 30 },
      { hours: 'Mo-Fr 08:00-18:00', volume: 50 },
    ];
    const box = await withBox({ config: { sound: { quiet } } });
    expect((await box.snapshot()).sound.volume).toBe(30);
  });
});

test('a config whose quiet hours are none is refused by the key’s path', () => {
  const config = Config.parse({ ...office, sound: { quiet: [{ hours: 'nachts', volume: 1 }] } });
  const settings = settingsOf(config, 'test');
  expect(settings).toMatchObject({
    ok: false,
    error: { problems: [expect.stringMatching(/^sound\.quiet\.0\.hours: /)] },
  });
});

test.each([{ volume: 101 }, { volume: 1.5 }, { headphones: 'a b' }, { announcements: ['ar'] }, { loud: true }])(
  'a sound of %j is refused',
  (sound) => {
    expect(Config.safeParse({ ...office, sound }).success).toBe(false);
  },
);
