import { z } from 'zod';

/** Of GET /api/health what tells of the door; a release that tells more, or otherwise of something else, is understood. */
const Part = z.object({ state: z.string() });
export const DoorHealth = z.object({
  version: z.string(),
  bootId: z.string(),
  readers: z.array(Part.extend({ id: z.string() })),
  doors: z.array(z.object({ id: z.string(), strike: Part, contact: Part, rex: Part, tamper: Part.nullable() })),
  fireInput: Part.nullable(),
  log: Part,
});
export type DoorHealth = z.infer<typeof DoorHealth>;

/**
 * The parts that the door needs, and that are well. Not the broker, the library or the screen: they may be away for
 * reasons of their own, and a release is not to blame.
 */
export function wellParts({ readers, doors, fireInput, log }: DoorHealth): readonly string[] {
  const parts: readonly (readonly [string, { readonly state: string } | null])[] = [
    ...readers.map((reader) => [`reader ${reader.id}`, reader] as const),
    ...doors.flatMap(({ id, strike, contact, rex, tamper }) => [
      [`strike ${id}`, strike] as const,
      [`contact ${id}`, contact] as const,
      [`rex ${id}`, rex] as const,
      [`tamper ${id}`, tamper] as const,
    ]),
    ['fire-input', fireInput],
    ['log', log],
  ];
  return parts.filter(([, part]) => part?.state === 'ready').map(([name]) => name);
}
