import { expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { themeAt } from '../../renderer/kiosk/theme.ts';

const { office } = snapshotWith();
const STOCKHOLM = { latitude: 59.33, longitude: 18.07 };
const KIRUNA = { latitude: 67.86, longitude: 20.23 };
const at = (utc: string) => epochMs(Date.parse(utc));
const byDaylight = (utc: string, position = STOCKHOLM) => themeAt(at(utc), { ...office, theme: 'daylight', position });

test('the screen is light by day and dark by night, as it is outside', () => {
  expect(byDaylight('2026-03-20T11:00Z')).toBe('light');
  expect(byDaylight('2026-03-20T23:00Z')).toBe('dark');
});

test('on a winter afternoon it is dark at five, on a summer evening light at nine', () => {
  expect(byDaylight('2026-12-10T16:00Z')).toBe('dark');
  expect(byDaylight('2026-06-10T19:00Z')).toBe('light');
});

test('where the sun does not set it stays light, and where it does not rise it is light in the blue hour alone', () => {
  expect(byDaylight('2026-06-21T22:30Z', KIRUNA)).toBe('light');
  expect(byDaylight('2026-12-21T10:40Z', KIRUNA)).toBe('light');
  expect(byDaylight('2026-12-21T14:30Z', KIRUNA)).toBe('dark');
});

test('an office that has chosen its colours has them at any hour', () => {
  expect(themeAt(at('2026-03-20T23:00Z'), { ...office, theme: 'light' })).toBe('light');
  expect(themeAt(at('2026-03-20T11:00Z'), { ...office, theme: 'dark' })).toBe('dark');
});
