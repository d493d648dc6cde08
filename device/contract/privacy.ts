import { z } from 'zod';
import { meta } from './meta.ts';

const daysBetween = (least: number, most: number, usual: number, title: string, description: string) =>
  z.int().min(least).max(most).default(usual).meta(meta(title, description));

/**
 * By what the log knows that a card comes again. `daily`: under a key that is destroyed at 04:00; `stable`: the same for
 * as long as the rows are kept; `none`: not at all.
 */
export const PseudonymKind = z.enum(['daily', 'stable', 'none']);
export type PseudonymKind = z.infer<typeof PseudonymKind>;

/** What the box stores of people, and for how long. */
export const Privacy = z
  .strictObject({
    pseudonyms: PseudonymKind.default('daily').meta(
      meta('Pseudonyms', 'daily: nobody can tell whose a visit was after 04:00; stable: until it is purged; none.'),
    ),
    stableBecause: z
      .string()
      .min(20)
      .max(500)
      .optional()
      .meta(meta('Why stable', 'In words, for the record of processing. Asked for with stable pseudonyms alone.')),
    visitDays: daysBetween(1, 30, 14, 'Visits', 'Days after which passages of people are purged.'),
    operationsDays: daysBetween(1, 400, 90, 'Operations', 'Days after which states of doors and parts are purged.'),
    auditDays: daysBetween(30, 3_650, 730, 'Audit', 'Days after which changes of rules and cards are purged.'),
    incidentDays: daysBetween(1, 365, 90, 'Incidents', 'Days after which what hosts wrote of incidents is purged.'),
  })
  .superRefine(({ pseudonyms, stableBecause, visitDays, operationsDays, auditDays }, context) => {
    const report = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (pseudonyms === 'stable' && stableBecause === undefined)
      report('stableBecause', 'stable pseudonyms want a reason in words');
    if (pseudonyms !== 'stable' && stableBecause !== undefined)
      report('stableBecause', 'is for stable pseudonyms alone');
    if (operationsDays < visitDays) report('operationsDays', 'must not be less than visitDays');
    if (auditDays < operationsDays) report('auditDays', 'must not be less than operationsDays');
  })
  .prefault({});
export type Privacy = z.infer<typeof Privacy>;
