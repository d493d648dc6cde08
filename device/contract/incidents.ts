import { z } from 'zod';

/** What an incident was. `injury`: an injury, or first aid; `broken`: something that wants mending. */
export const IncidentCategory = z.enum(['injury', 'theft-or-damage', 'threat', 'fire', 'broken', 'other']);
export type IncidentCategory = z.infer<typeof IncidentCategory>;

/** Characters of what is written of one. */
export const LONGEST_INCIDENT = 300;

/** POST /api/host/note-incident. `text`: in words, without names; may be empty. */
export const NoteIncidentCommand = z.strictObject({
  category: IncidentCategory,
  text: z.string().trim().max(LONGEST_INCIDENT).default(''),
});
export type NoteIncidentCommand = z.infer<typeof NoteIncidentCommand>;

/** What a host has written down. `id`: counts up. */
export const Incident = z.strictObject({
  id: z.int(),
  atMs: z.number(),
  category: IncidentCategory,
  text: z.string(),
  by: z.string(),
});
export type Incident = z.infer<typeof Incident>;
