import { z } from 'zod';
import { ReaderDirection } from './access.ts';
import { Position, Theme } from './appearance.ts';
import { Broker, CommandKey } from './broker-config.ts';
import { Exports } from './exports.ts';
import {
  BaudRate,
  InputWiring,
  LineId,
  LineProfileConfig,
  Path,
  ReaderBus,
  RelayBoard,
  SIMULATED,
  StrikeWiring,
} from './hardware.ts';
import { AreaId, DoorId, OfficeId, OperatorId, ReaderId } from './ids.ts';
import { Library } from './library-config.ts';
import { meta } from './meta.ts';
import { OpeningHoursText, type Policy, plainPolicy, WrittenRules } from './policy.ts';
import { Privacy } from './privacy.ts';
import { Skills } from './skills.ts';
import { SoundConfig } from './sound.ts';
import { wiringProblems } from './wiring-checks.ts';

const Office = z
  .strictObject({
    operator: OperatorId.meta(meta('Operator', 'Who runs the office; second level of every topic.')),
    id: OfficeId.meta(meta('Office', 'This office; third level of every topic.')),
    name: z.string().min(1).max(80).meta(meta('Name', 'Shown on the screen.')),
    timeZone: z
      .string()
      .default('Europe/Stockholm')
      .meta(meta('Time zone', 'IANA name; opening hours and the nightly reset are told by its clock.')),
    openingHours: OpeningHoursText.optional().meta(
      meta('Opening hours', 'For the policies open and enrolled; a written policy has hours of its own.'),
    ),
    seats: z
      .int()
      .min(1)
      .max(10_000)
      .meta(meta('Seats', 'Comfortable places; the figure that seats free is told from.')),
    maxPersons: z.int().min(1).max(10_000).meta(meta('Most persons', 'From the fire papers. Not less than seats.')),
    theme: Theme.default('daylight').meta(
      meta('Theme', 'Colours of the screen: light or dark always, or light while it is light outside.'),
    ),
    position: Position.default({ latitude: 59.33, longitude: 18.07 }).meta(
      meta('Position', 'Where the office lies, for when it is light there; a tenth of a degree is enough.'),
    ),
  })
  .refine((office) => office.maxPersons >= office.seats, {
    path: ['maxPersons'],
    error: 'must not be less than seats',
  });

const Area = z.strictObject({
  id: AreaId.meta(meta('Area', 'Its name in messages.')),
  name: z.string().min(1).max(40).meta(meta('Name', 'Shown to hosts.')),
  seats: z.int().min(1).max(10_000).optional().meta(meta('Seats', 'Comfortable places in this room.')),
});

const doorOfAnyKind = {
  id: DoorId.meta(meta('Door', 'Its name in addresses and messages.')),
  name: z.string().min(1).max(80).meta(meta('Name', 'Shown to hosts.')),
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
  area: AreaId.optional().meta(
    meta('Area', 'One of areas: a room of its own behind this door; its taps do not move the count of the office.'),
  ),
  firstCardIn: z
    .enum(['never', 'host', 'any'])
    .default('never')
    .meta(
      meta(
        'First card in',
        'Whose granted card unlocks the door until the office closes, or a mode begins that unlocks none.',
      ),
    ),
  airlock: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .meta(
      meta('Airlock', 'Doors with the same name here wait for each other: one is released only while all are shut.'),
    ),
};

const Door = z.discriminatedUnion('driver', [
  z.strictObject({
    ...doorOfAnyKind,
    driver: z.literal('simulated'),
    simulatedVisitor: z
      .boolean()
      .default(false)
      .meta(meta('Simulated visitor', 'Somebody opens and shuts the leaf after each release.')),
  }),
  z.strictObject({
    ...doorOfAnyKind,
    driver: z.literal('wired'),
    strike: StrikeWiring.meta(meta('Strike', 'What moves the strike.')),
    contact: InputWiring.optional().meta(meta('Contact', 'Active while the leaf is open.')),
    rex: InputWiring.optional().meta(meta('Request to exit', 'The switch in the handle inside.')),
    tamper: InputWiring.optional().meta(meta('Tamper', 'Active while the housing is open.')),
  }),
]);

const readerOfAnyKind = {
  id: ReaderId.meta(meta('Reader', 'Its name in addresses and messages.')),
  door: DoorId.meta(meta('Door', 'The door that this reader opens.')),
  direction: ReaderDirection.default('both').meta(
    meta('Direction', 'in or out; both: one reader serves both ways, and a tap toggles.'),
  ),
};

const Reader = z.discriminatedUnion('driver', [
  z.strictObject({ ...readerOfAnyKind, driver: z.literal('simulated') }),
  z.strictObject({
    ...readerOfAnyKind,
    driver: z.literal('pcsc'),
    match: z
      .string()
      .min(1)
      .max(120)
      .optional()
      .meta(
        meta(
          'Match',
          'A part of the PC/SC reader name, by which no other reader is known. Without it, any is this one.',
        ),
      ),
  }),
  z.strictObject({ ...readerOfAnyKind, driver: z.literal('pn532'), path: Path }),
  z.strictObject({
    ...readerOfAnyKind,
    driver: z.literal('serial'),
    path: Path,
    baudRate: BaudRate.default(9600),
    profile: LineProfileConfig.meta(meta('Profile', 'How this scanner or module is set to send.')),
  }),
  z.strictObject({
    ...readerOfAnyKind,
    driver: z.literal('osdp'),
    bus: LineId.meta(meta('Bus', 'One of readerBuses.')),
    address: z.int().min(0).max(126).meta(meta('Address', 'Of the reader on its bus.')),
  }),
]);

const uniqueIds = (parts: readonly { readonly id: string }[]) => new Set(parts.map((p) => p.id)).size === parts.length;

const Shape = z.strictObject({
  schemaVersion: z.literal(1),
  provisioned: z
    .boolean()
    .default(false)
    .meta(meta('Provisioned', 'Set on a real office’s box; no simulated part may then be named (I7).')),
  office: Office,
  policy: WrittenRules.meta(
    meta('Policy', 'open: any acceptable card within opening hours; enrolled: cards known to this box only; or rules.'),
  ),
  doors: z.array(Door).min(1).max(8).refine(uniqueIds, { error: 'two doors have the same id' }),
  readers: z.array(Reader).min(1).max(16).refine(uniqueIds, { error: 'two readers have the same id' }),
  areas: z
    .array(Area)
    .max(16)
    .refine(uniqueIds, { error: 'two areas have the same id' })
    .default([])
    .meta(
      meta('Areas', 'Rooms of their own inside the office, behind doors with readers: a quiet room, a meeting room.'),
    ),
  occupancy: z
    .strictObject({
      unknownAfterMinutes: z
        .int()
        .min(1)
        .max(1_440)
        .default(10)
        .meta(meta('Unknown after', 'Minutes without power after which nobody may say who is still inside.')),
    })
    .prefault({}),
  privacy: Privacy,
  skillsBoard: z
    .boolean()
    .default(true)
    .meta(meta('Skills board', 'Whether people inside may tell on the screen what they can help with.')),
  skills: Skills,
  fireInput: z
    .discriminatedUnion('driver', [
      z.strictObject({ driver: z.literal('simulated') }),
      z.strictObject({
        driver: z.literal('wired'),
        input: InputWiring.meta(meta('Input', 'Active while the alarm is on.')),
      }),
    ])
    .optional()
    .meta(meta('Fire input', 'Read only: while it is on nobody is let in. It never locks or releases a way out.')),
  relayBoards: z.array(RelayBoard).max(8).default([]),
  readerBuses: z.array(ReaderBus).max(4).default([]),
  gpio: z
    .strictObject({
      backend: z
        .enum(['libgpiod', 'onoff'])
        .default('libgpiod')
        .meta(meta('Back end', 'libgpiod: the character device; onoff: sysfs, for old systems.')),
    })
    .prefault({}),
  tags: z
    .strictObject({
      sunKeyFile: z
        .string()
        .min(1)
        .optional()
        .meta(
          meta('Tag keys', 'JSON file with the keys of the office’s NTAG 424 DNA tags, readable by this box alone.'),
        ),
    })
    .prefault({}),
  library: Library.default({ system: 'none' }).meta(
    meta('Library', 'Whose cards the policy may ask about: sip2, koha; local: a list that was imported; none.'),
  ),
  sound: SoundConfig,
  repeatTapMs: z
    .int()
    .min(0)
    .max(10_000)
    .default(2_000)
    .meta(meta('Repeated tap', 'A card that comes back to the same reader within this time is the same tap.')),
  broker: Broker.default({ mode: 'none' }).meta(
    meta('Broker', 'Where occupancy is published: mqtt; none; or, for trying out, embedded or auto.'),
  ),
  commandKeys: z
    .array(CommandKey)
    .max(50)
    .refine(uniqueIds, { error: 'two keys have the same id' })
    .default([])
    .meta(meta('Command keys', 'Of central staff, whose signed commands this box takes from the broker.')),
  exports: Exports.optional().meta(meta('Exports', 'Where a host’s exports go, on a USB medium.')),
  api: z
    .strictObject({
      port: z.int().min(0).max(65_535).default(0).meta(meta('Port', 'On loopback; 0 takes any free one.')),
    })
    .prefault({}),
});
/** A config whose parts are right each by itself. */
export type UncheckedConfig = z.infer<typeof Shape>;

function writtenPolicy({ policy, office }: UncheckedConfig): Policy {
  return typeof policy === 'string' ? plainPolicy(policy, office.openingHours ?? '') : policy;
}

/** The whole configuration of one box: one file, no other source. An unknown key is refused. */
export const Config = Shape.superRefine((config, context) => {
  const doors = new Set(config.doors.map((door) => door.id));
  config.readers.forEach((reader, index) => {
    if (!doors.has(reader.door))
      context.addIssue({
        code: 'custom',
        path: ['readers', index, 'door'],
        message: `no door has the id ${reader.door}`,
      });
  });
  if (typeof config.policy === 'string' && config.office.openingHours === undefined)
    context.addIssue({ code: 'custom', path: ['office', 'openingHours'], message: 'the policy needs opening hours' });
  if (typeof config.policy !== 'string') {
    if (config.office.openingHours !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['office', 'openingHours'],
        message: 'the policy has slots of its own',
      });
    for (const door of Object.keys(config.policy.doors))
      if (!config.doors.some(({ id }) => id === door))
        context.addIssue({ code: 'custom', path: ['policy', 'doors', door], message: `no door has the id ${door}` });
  }
  config.doors.forEach((door, index) => {
    if (door.area !== undefined && !config.areas.some(({ id }) => id === door.area))
      context.addIssue({
        code: 'custom',
        path: ['doors', index, 'area'],
        message: `no area has the id ${door.area}`,
      });
    if (door.airlock !== undefined && door.firstCardIn !== 'never')
      context.addIssue({
        code: 'custom',
        path: ['doors', index, 'firstCardIn'],
        message: 'a door of an airlock is not held unlocked',
      });
  });
  for (const { path, message } of wiringProblems(config))
    context.addIssue({ code: 'custom', path: [...path], message });
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
  config.readerBuses.forEach((bus, index) => {
    if (simulated(bus.path)) report(['readerBuses', index, 'path']);
  });
  if (config.fireInput?.driver === 'simulated') report(['fireInput', 'driver']);
  if (config.library.system === SIMULATED) report(['library', 'system']);
  if (config.broker.mode === 'embedded' || config.broker.mode === 'auto') report(['broker', 'mode']);
}).transform((config) => ({ ...config, policy: writtenPolicy(config) }));
export type Config = z.infer<typeof Config>;
export type OfficeConfig = Config['office'];
export type DoorConfig = Config['doors'][number];
export type ReaderConfig = Config['readers'][number];
export type ReaderConfigOf<D extends ReaderConfig['driver']> = Extract<ReaderConfig, { driver: D }>;
export type BrokerConfig = Config['broker'];
export type LibraryConfig = Config['library'];
export type LibraryConfigOf<S extends LibraryConfig['system']> = Extract<LibraryConfig, { system: S }>;
