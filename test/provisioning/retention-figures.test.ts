import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../device/contract/config.ts';
import { days, daysInEnglish } from '../../provisioning/documents/words/figures.ts';
import { retentionTable } from '../../provisioning/documents/words/retention.ts';
import { allTextOf, configWith, koha, textsOf, unattended } from './a-config.ts';

/** Three numbers of days that a config takes together. */
const kept = fc
  .tuple(
    ...([
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 370 }),
      fc.integer({ min: 30, max: 3_250 }),
    ] as const),
    fc.integer({ min: 1, max: 365 }),
  )
  .map(([visitDays, more, yetMore, incidentDays]) => ({
    visitDays,
    operationsDays: visitDays + more,
    auditDays: visitDays + more + yetMore,
    incidentDays,
  }));

const told = (text: string, words: RegExp) => [...text.matchAll(words)].map(([, figure]) => Number(figure));
const swedish = /(\d+) dag(?:ar)?\b/g;
const english = /(\d+) days?\b/g;

function expectFigures(config: Config, figures: readonly number[]) {
  expect(new Set(told(allTextOf(config), swedish))).toEqual(new Set(figures));
}

describe('the days that the documents tell', () => {
  test('are in the table those of the config, and no others, each at its class', () => {
    fc.assert(
      fc.property(kept, (privacy) => {
        const table = retentionTable(configWith({ privacy }).privacy);
        const { visitDays, operationsDays, auditDays } = privacy;
        expect(told(table, /(\d+)/g)).toEqual([visitDays, operationsDays, auditDays]);
        expect(table).toMatch(new RegExp(`\`visits\`.*\\b${days(visitDays)} \\|$`, 'm'));
        expect(table).toMatch(new RegExp(`\`operations\`.*\\b${days(operationsDays)} \\|$`, 'm'));
        expect(table).toMatch(new RegExp(`\`audit\`.*\\b${days(auditDays)} \\|$`, 'm'));
      }),
      { numRuns: 100 },
    );
  });

  test('are those of the config everywhere', () => {
    const limits = fc.record({
      knownDays: fc.integer({ min: 1, max: 365 }),
      enrolled: fc.integer({ min: 1, max: 3_650 }),
    });
    fc.assert(
      fc.property(kept, limits, (privacy, { knownDays, enrolled }) => {
        const policy = { enrolment: { self: true, days: enrolled }, library: { knownDays } };
        const config = configWith({ ...unattended(policy), library: koha, privacy });
        expectFigures(config, [...Object.values(privacy), knownDays, enrolled]);
        const notice = textsOf(config)['anslag-vid-dorren.md'] ?? '';
        expect(told(notice, english)).toEqual([privacy.visitDays, enrolled, privacy.incidentDays]);
      }),
      { numRuns: 50 },
    );
  });

  test('are those that a config without any stands for', () => {
    expectFigures(configWith(), [14, 90, 730]);
  });

  test('are one day, and two days', () => {
    expect([1, 2].map(days)).toEqual(['1 dag', '2 dagar']);
    expect([1, 2].map(daysInEnglish)).toEqual(['1 day', '2 days']);
  });
});
