import { describe, expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { firstCatalogues } from '../../renderer/i18n/catalogues.ts';
import { intlOf } from '../../renderer/i18n/intl-of.ts';
import { momentsOf } from '../../renderer/i18n/use-moments.ts';

const intl = intlOf(firstCatalogues, 'sv');
if (intl === null) throw new Error('Swedish comes with the page');
const { past } = momentsOf(intl, 'Europe/Stockholm');

describe('what has been', () => {
  const now = epochMs(Date.parse('2026-11-30T10:00:00Z'));

  test.each([
    ['2026-11-30T07:05:00Z', '08:05'],
    ['2026-11-29T23:01:00Z', '00:01'],
    ['2026-11-29T22:59:00Z', '29 nov. 23:59'],
    ['2026-01-02T11:00:00Z', '2 jan. 12:00'],
    ['2025-12-24T11:00:00Z', '24 dec. 2025 12:00'],
    ['2025-11-30T07:05:00Z', '30 nov. 2025 08:05'],
  ])('at %s is told as %s: with its day unless it was today, with its year unless it was this one', (at, told) => {
    expect(past(Date.parse(at), now)).toBe(told);
  });
});
