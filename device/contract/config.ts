import { z } from 'zod';
import { ReaderDirection } from './access.ts';
import { DoorId, OfficeId, OperatorId, ReaderId } from './ids.ts';

const meta = (title: string, description: string) => ({ title, description });

const Office = z
  .strictObject({
    operator: OperatorId.meta(meta('Operator', 'Who runs the office; second level of every topic.')),
    id: OfficeId.meta(meta('Office', 'This office; third level of every topic.')),
    name: z.string().min(1).max(80).meta(meta('Name', 'Shown on the screen.')),
    timeZone: z
      .string()
      .default('Europe/Stockholm')
      .meta(meta('Time zone', 'IANA name; opening hours and the nightly reset are told by its clock.')),
    openingHours: z
      .string()
      .min(1)
      .max(1000)
      .meta(meta('Opening hours', 'In the opening_hours syntax of OpenStreetMap; PH is a Swedish public holiday.')),
    seats: z
      .int()
      .min(1)
      .max(10_000)
      .meta(meta('Seats', 'Comfortable places; the figure that seats free is told from.')),
    maxPersons: z.int().min(1).max(10_000).meta(meta('Most persons', 'From the fire papers. Not less than seats.')),
  })
  .refine((office) => office.maxPersons >= office.seats, {
    path: ['maxPersons'],
    error: 'must not be less than seats',
  });

const Door = z.strictObject({
  id: DoorId.meta(meta('Door', 'Its name in addresses and messages.')),
  name: z.string().min(1).max(80).meta(meta('Name', 'Shown to hosts.')),
  driver: z.enum(['simulated']).meta(meta('Driver', 'What moves the strike and watches the leaf.')),
  simulatedVisitor: z
    .boolean()
    .default(false)
    .meta(
      meta('Simulated visitor', 'With the simulated driver: somebody opens and shuts the leaf after each release.'),
    ),
  accessTimeMs: z
    .int()
    .min(3_000)
    .max(15_000)
    .default(5_000)
    .meta(meta('Access time', 'How long a grant releases the strike. EN 60839-11-1 asks for 3 s or more.')),
  openTooLongMs: z
    .int()
    .min(10_000)
    .max(600_000)
    .default(30_000)
    .meta(meta('Open too long', 'How long the leaf may stand open before the alarm; 5 s before it, a warning.')),
  firstCardIn: z
    .enum(['never', 'host', 'any'])
    .default('never')
    .meta(meta('First card in', 'Whose granted card unlocks the door until the office closes.')),
  airlock: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .meta(
      meta('Airlock', 'Doors with the same name here wait for each other: one is released only while all are shut.'),
    ),
});

const Reader = z.strictObject({
  id: ReaderId.meta(meta('Reader', 'Its name in addresses and messages.')),
  door: DoorId.meta(meta('Door', 'The door that this reader opens.')),
  direction: ReaderDirection.default('both').meta(
    meta('Direction', 'in or out; both: one reader serves both ways, and a tap toggles.'),
  ),
  driver: z.enum(['simulated', 'pcsc']).meta(meta('Driver', 'What reads the cards.')),
  match: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .meta(meta('Match', 'A part of the PC/SC reader name. Without it, any PC/SC reader is this one.')),
});

const Broker = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({ mode: z.literal('auto') }),
  z.strictObject({ mode: z.literal('embedded') }),
  z.strictObject({
    mode: z.literal('mqtt'),
    url: z
      .string()
      .regex(/^(mqtt|mqtts):\/\/[^/?#@\s]+$/, 'mqtt://host:port or mqtts://host:port, without credentials')
      .meta(meta('Address', 'mqtt://host:port, or mqtts://host:port for TLS.')),
    username: z.string().min(1).max(120).optional().meta(meta('User name', 'As the broker knows this box.')),
    passwordFile: z
      .string()
      .min(1)
      .optional()
      .meta(meta('Password file', 'Path of a file readable by this box alone.')),
    caFile: z.string().min(1).optional().meta(meta('CA file', 'PEM; without it the system’s authorities are trusted.')),
  }),
]);

const uniqueIds = (parts: readonly { readonly id: string }[]) => new Set(parts.map((p) => p.id)).size === parts.length;

/** The whole configuration of one box: one file, no other source. An unknown key is refused. */
export const Config = z
  .strictObject({
    schemaVersion: z.literal(1),
    provisioned: z
      .boolean()
      .default(false)
      .meta(meta('Provisioned', 'Set on a real office’s box; no simulated part may then be named (I7).')),
    office: Office,
    policy: z
      .enum(['open', 'enrolled'])
      .meta(meta('Policy', 'open: any acceptable card within opening hours; enrolled: cards known to this box only.')),
    doors: z.array(Door).min(1).max(8).refine(uniqueIds, { error: 'two doors have the same id' }),
    readers: z.array(Reader).min(1).max(16).refine(uniqueIds, { error: 'two readers have the same id' }),
    fireInput: z
      .strictObject({ driver: z.enum(['simulated']).meta(meta('Driver', 'What tells that the fire alarm is on.')) })
      .optional()
      .meta(meta('Fire input', 'Read only: while it is on nobody is let in. It never locks or releases a way out.')),
    repeatTapMs: z
      .int()
      .min(0)
      .max(10_000)
      .default(2_000)
      .meta(meta('Repeated tap', 'A card that comes back to the same reader within this time is the same tap.')),
    broker: Broker.default({ mode: 'none' }).meta(
      meta('Broker', 'Where occupancy is published: mqtt; none; or, for trying out, embedded or auto.'),
    ),
    api: z
      .strictObject({
        port: z.int().min(0).max(65_535).default(0).meta(meta('Port', 'On loopback; 0 takes any free one.')),
      })
      .prefault({}),
  })
  .superRefine((config, context) => {
    const doors = new Set(config.doors.map((door) => door.id));
    config.readers.forEach((reader, index) => {
      if (!doors.has(reader.door))
        context.addIssue({
          code: 'custom',
          path: ['readers', index, 'door'],
          message: `no door has the id ${reader.door}`,
        });
    });
    config.doors.forEach((door, index) => {
      if (door.airlock !== undefined && door.firstCardIn !== 'never')
        context.addIssue({
          code: 'custom',
          path: ['doors', index, 'firstCardIn'],
          message: 'a door of an airlock is not held unlocked',
        });
    });
    if (!config.provisioned) return;
    const simulated = (driver: string) => driver === 'simulated';
    const report = (path: (string | number)[]) =>
      context.addIssue({ code: 'custom', path, message: 'a provisioned box may not name a simulated part' });
    config.doors.forEach((door, index) => {
      if (simulated(door.driver)) report(['doors', index, 'driver']);
    });
    config.readers.forEach((reader, index) => {
      if (simulated(reader.driver)) report(['readers', index, 'driver']);
    });
    if (config.fireInput?.driver === 'simulated') report(['fireInput', 'driver']);
    if (config.broker.mode === 'embedded' || config.broker.mode === 'auto') report(['broker', 'mode']);
  });
export type Config = z.infer<typeof Config>;
export type OfficeConfig = Config['office'];
export type DoorConfig = Config['doors'][number];
export type ReaderConfig = Config['readers'][number];
export type BrokerConfig = Config['broker'];
