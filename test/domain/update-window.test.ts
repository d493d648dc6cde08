import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { type UpdateCircumstances, updateWindow } from '../../device/domain/update-window.ts';

const now = epochMs(Date.UTC(2026, 10, 24, 2));
const inMinutes = (minutes: number) => epochMs(now + minutes * 60_000);
const atNight: UpdateCircumstances = {
  hours: { open: false, changesAt: inMinutes(300) },
  present: 0,
  evacuation: false,
};

describe('a release may be changed', () => {
  test('at night, when nobody is inside', () => {
    expect(updateWindow(atNight, now)).toEqual({ allowed: true, reason: 'ready', changesAtMs: inMinutes(300) });
  });

  test('in an office that never opens any more', () => {
    const hours = { open: false, changesAt: null };
    expect(updateWindow({ ...atNight, hours }, now)).toEqual({ allowed: true, reason: 'ready', changesAtMs: null });
  });
});

describe('a release may not be changed', () => {
  test.each<[string, Partial<UpdateCircumstances>, string]>([
    ['while it is open', { hours: { open: true, changesAt: inMinutes(60) } }, 'open'],
    ['while it is open at any hour', { hours: { open: true, changesAt: null } }, 'open'],
    ['right before it opens', { hours: { open: false, changesAt: inMinutes(14) } }, 'open'],
    ['while somebody is inside', { present: 1 }, 'occupied'],
    ['while nobody knows whether somebody is inside', { present: null }, 'unknown-occupancy'],
    ['in an evacuation', { evacuation: true }, 'evacuation'],
  ])('%s', (_, circumstances, reason) => {
    expect(updateWindow({ ...atNight, ...circumstances }, now)).toMatchObject({ allowed: false, reason });
  });

  test('and what is told is what weighs most', () => {
    const all = { hours: { open: true, changesAt: null }, present: 3, evacuation: true };
    expect(updateWindow(all, now).reason).toBe('evacuation');
    expect(updateWindow({ ...all, evacuation: false }, now).reason).toBe('open');
  });
});
