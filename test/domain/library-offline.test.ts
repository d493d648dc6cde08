import { expect, test } from 'vitest';
import type { OfficeMode, Policy } from '../../device/contract/policy.ts';
import { epochMs } from '../../device/contract/units.ts';
import { takesUnasked } from '../../device/domain/library-offline.ts';
import { now, policyWith } from './a-tap.ts';

type Offline = Policy['library']['offline'];
const remembered = epochMs(now + 1);
const over = epochMs(now - 1);

test.each<[Offline, OfficeMode, typeof now | null, boolean, boolean]>([
  ['deny', 'staffed', remembered, false, false],
  ['allow-known', 'unattended', remembered, false, true],
  ['allow-known', 'staffed', over, false, false],
  ['allow-known', 'staffed', null, false, false],
  ['allow-known', 'unattended', remembered, true, false],
  ['allow-all', 'staffed', null, false, true],
  ['allow-all', 'self-hosted', null, false, false],
  ['allow-all', 'unattended', remembered, false, true],
  ['allow-all', 'staffed', null, true, false],
])(
  'with %s, in mode %s, good until %s, a PIN given: %s, a card is taken: %s',
  (offline, mode, goodUntil, pinGiven, taken) => {
    const rules = policyWith({ library: { offline } }).library;
    expect(takesUnasked({ mode, goodUntil, pinGiven }, rules, now)).toBe(taken);
  },
);
