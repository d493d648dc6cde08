import { expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { clockTrust } from '../../device/domain/clock-trust.ts';

const NOON = epochMs(Date.UTC(2026, 10, 30, 12));
const later = (seconds: number) => epochMs(NOON + seconds * 1_000);
const evidence = { now: NOON, latest: NOON, synchronised: null, hasHardwareClock: true };

test.each([
  ['has gone forward', { latest: later(-3_600) }, 'sure'],
  ['has never been looked at', { latest: null }, 'sure'],
  ['is put back a little', { latest: later(60) }, 'sure'],
  ['shows less than it has shown', { latest: later(61) }, 'unsure'],
  ['shows less, and the system says that nobody has set it', { latest: later(61), synchronised: false }, 'unsure'],
  ['shows less, for it was wrong before: the network has set it', { latest: later(1e6), synchronised: true }, 'sure'],
  ['goes on, where nobody has set it', { synchronised: false }, 'sure'],
  ['stood still without power, where nobody has set it', { synchronised: false, hasHardwareClock: false }, 'unsure'],
  ['stood still without power, and the network has set it', { synchronised: true, hasHardwareClock: false }, 'sure'],
  ['is a machine’s of which nobody says anything', { hasHardwareClock: false }, 'sure'],
])('a clock that %s', (_, change, expected) => {
  expect(clockTrust({ ...evidence, ...change })).toBe(expected);
});
