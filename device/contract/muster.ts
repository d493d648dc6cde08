import { z } from 'zod';
import { CredentialRole, OccupancyQuality } from './access.ts';
import { AreaId } from './ids.ts';

/** `safe`: seen at the assembly point. `left`: tapped out since, or turned out never to have come in. */
export const MusterState = z.enum(['missing', 'safe', 'left']);
export type MusterState = z.infer<typeof MusterState>;

const ofAnyRow = { entry: z.int(), persons: z.int(), state: MusterState };

/**
 * One row, by its number on the list, from 1; it tells nothing of who. `persons`: of a visit, its bearer and those who
 * came along. `without-visit`: whom the count has, by a host's correction, and no visit tells of. `added`: by hand.
 */
export const MusterEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('visit'),
    ...ofAnyRow,
    role: CredentialRole,
    sinceMs: z.number(),
    /** Rooms of their own that they were in when the list was begun. */
    areas: z.array(AreaId),
  }),
  z.strictObject({ kind: z.enum(['without-visit', 'added']), ...ofAnyRow }),
]);
export type MusterEntry = z.infer<typeof MusterEntry>;

/**
 * The list that is open. `present`, `quality` and `sinceMs`: the count as it was when the list was begun; where it was
 * not known, the visits are those that were last known. `listed` and `safe`: persons; whoever has left is safe.
 */
export const MusterSection = z.strictObject({
  drill: z.boolean(),
  startedAtMs: z.number(),
  present: z.int().nullable(),
  quality: OccupancyQuality,
  sinceMs: z.number(),
  listed: z.int(),
  safe: z.int(),
  /** In the order of their numbers: who came last stands after the others. */
  entries: z.array(MusterEntry),
});
export type MusterSection = z.infer<typeof MusterSection>;

/** POST /api/host/muster/start. */
export const StartMusterCommand = z.strictObject({ drill: z.boolean() });
/** POST /api/host/muster/mark: whether those of this row are at the assembly point; a host has the last word. */
export const MarkMusterCommand = z.strictObject({ entry: z.int(), safe: z.boolean() });
export type MarkMusterCommand = z.infer<typeof MarkMusterCommand>;
/** POST /api/host/muster/add: so many who are not on the list. */
export const AddToMusterCommand = z.strictObject({ persons: z.int().min(1).max(99) });
