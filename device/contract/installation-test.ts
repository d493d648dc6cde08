import { z } from 'zod';

/** What was seen at a door: its leaf, by its contact, or the exit button. */
export const DoorMove = z.strictObject({
  atMs: z.number(),
  move: z.enum(['opened', 'closed', 'contact-lost', 'exit-pressed']),
});
export type DoorMove = z.infer<typeof DoorMove>;

/**
 * GET /api/admin/doors/<id>/test: what came at a door since its strike was last tried by POST to the same, oldest first,
 * at most 50.
 */
export const DoorTest = z.strictObject({ startedAtMs: z.number(), moves: z.array(DoorMove) });
export type DoorTest = z.infer<typeof DoorTest>;
