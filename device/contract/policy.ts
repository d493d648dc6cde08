import { z } from 'zod';
import { CredentialKind, CredentialRole } from './access.ts';
import { DoorId } from './ids.ts';
import { meta } from './meta.ts';

/** How an open office is looked after: by staff, by a host among the visitors, by nobody. */
export const OpenMode = z.enum(['staffed', 'self-hosted', 'unattended']);
export type OpenMode = z.infer<typeof OpenMode>;

export const OfficeMode = z.enum([...OpenMode.options, 'closed']);
export type OfficeMode = z.infer<typeof OfficeMode>;

export const OpeningHoursText = z
  .string()
  .min(1)
  .max(1000)
  .meta(meta('Opening hours', 'In the opening_hours syntax of OpenStreetMap; PH is a Swedish public holiday.'));

const Day = z.iso.date().meta(meta('Day', 'YYYY-MM-DD, by the office’s wall clock.'));
const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM, or 24:00 for the end of the day')
  .meta(meta('Time of day', 'HH:MM by the office’s wall clock.'));

/** What is asked of whoever comes while the office is in one mode. */
const rulesWith = (roles: readonly CredentialRole[]) =>
  z
    .strictObject({
      roles: z
        .array(CredentialRole)
        .default([...roles])
        .meta(meta('Roles', 'Who may come in. A card that nobody knows is a visitor’s.')),
      who: z
        .enum(['everyone', 'enrolled', 'library'])
        .default('everyone')
        .meta(
          meta(
            'Who',
            'everyone: any acceptable card; enrolled: known to this box; library: that, or a good library card.',
          ),
        ),
      kinds: z
        .array(CredentialKind)
        .default([...CredentialKind.options])
        .meta(meta('Kinds', 'What counts as a card.')),
      assurance: z
        .int()
        .min(0)
        .max(3)
        .default(1)
        .meta(meta('Assurance', '1: a card; 2: a card and its PIN; 3: a card that proves itself by cryptography.')),
      pin: z.boolean().default(false).meta(meta('PIN', 'Asked for whatever the card proves by itself.')),
      hostPresent: z.boolean().default(false).meta(meta('Host present', 'Visitors only while a host is inside.')),
      atSeats: z
        .enum(['warn', 'deny'])
        .default('warn')
        .meta(meta('When the seats are taken', 'warn: let in and told so; deny: not let in.')),
      firstCardIn: z
        .boolean()
        .default(true)
        .meta(meta('First card in', 'Whether doors that unlock by the first card do so in this mode.')),
    })
    .prefault({});

/** A schema takes ten kilobytes or so: what is the same is made once. */
const OpenRules = rulesWith(CredentialRole.options);

const modeMeta = meta('Mode', 'staffed, self-hosted by a host among the visitors, or unattended.');
const Slot = z.strictObject({ mode: OpenMode.meta(modeMeta), hours: OpeningHoursText });

/** One day that is unlike its weekday; several of the same day add up, and nothing else is open on it. */
const Exception = z
  .strictObject({
    date: Day,
    mode: OfficeMode.meta(meta('Mode', 'As of a slot, or closed.')),
    from: TimeOfDay.default('00:00'),
    until: TimeOfDay.default('24:00'),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'must be after from' });

const AntiPassbackMode = z
  .enum(['off', 'soft', 'hard'])
  .meta(
    meta(
      'Anti-passback',
      'A card that is inside already: off and soft let it in, hard does not; soft says so in the log.',
    ),
  );

const DoorRules = z.strictObject({
  roles: z
    .array(CredentialRole)
    .optional()
    .meta(meta('Roles', 'Who may use this door; all who may come in, without it.')),
  antiPassback: AntiPassbackMode.optional(),
});

/** The rules of one office. A new document has a higher `version`; the highest that a box has seen is in force. */
export const Policy = z
  .strictObject({
    schemaVersion: z.literal(1),
    version: z.int().min(1).meta(meta('Version', 'Counts up with each change of the rules, from 1.')),
    validFrom: Day.optional().meta(meta('First day', 'Of an office that is there for a time.')),
    validUntil: Day.optional().meta(meta('Last day', 'Of an office that is there for a time.')),
    slots: z.array(Slot).min(1).max(20).meta(meta('Slots', 'The first of them that is open gives the mode.')),
    exceptions: z.array(Exception).max(400).default([]),
    cleanerHours: OpeningHoursText.optional().meta(meta('Cleaner hours', 'When cleaners may come, open or not.')),
    modes: z
      .strictObject({
        staffed: OpenRules,
        'self-hosted': OpenRules,
        unattended: OpenRules,
        closed: rulesWith(['host', 'staff']),
      })
      .prefault({}),
    doors: z.partialRecord(DoorId, DoorRules).default({}),
    antiPassback: z
      .strictObject({
        mode: AntiPassbackMode.default('soft'),
        forgiveAfterMinutes: z
          .int()
          .min(1)
          .max(1_440)
          .default(720)
          .meta(meta('Forgiven after', 'Minutes after which an entry is forgotten; every night it is.')),
      })
      .prefault({}),
    pin: z
      .strictObject({
        attempts: z.int().min(3).max(10).default(5).meta(meta('Attempts', 'Wrong PINs until a card has to wait.')),
        lockMinutes: z.int().min(1).max(1_440).default(15).meta(meta('Wait', 'How long, in minutes.')),
      })
      .prefault({}),
    enrolment: z
      .strictObject({
        self: z.boolean().default(false).meta(meta('At the kiosk', 'Visitors register a card by themselves.')),
        pin: z.enum(['none', 'offered']).default('none').meta(meta('PIN', 'Whether they may choose one.')),
        days: z.int().min(1).max(3_650).optional().meta(meta('Days', 'After which the card is no longer known.')),
      })
      .prefault({}),
    library: z
      .strictObject({
        offline: z
          .enum(['deny', 'allow-known', 'allow-all'])
          .default('deny')
          .meta(
            meta('Library out of reach', 'allow-known: cards that it has vouched for; allow-all: any, while staffed.'),
          ),
        knownDays: z
          .int()
          .min(1)
          .max(365)
          .default(30)
          .meta(meta('Known for', 'Days that a good answer is remembered.')),
      })
      .prefault({}),
    clock: z
      .strictObject({
        unsynchronised: z
          .enum(['trust', 'hosts-only'])
          .default('trust')
          .meta(
            meta(
              'Clock that may be wrong',
              'trust: hours and dates go by it all the same; hosts-only: until it is right only hosts and staff come in.',
            ),
          ),
      })
      .prefault({}),
    hosts: z
      .strictObject({
        openUntil: TimeOfDay.default('04:00').meta(
          meta('Open until', 'The latest that a host may keep open for one day; up to 04:00 it is the morning after.'),
        ),
      })
      .prefault({}),
    guests: z
      .strictObject({
        mostHours: z.int().min(1).max(8_760).default(24).meta(meta('Longest pass', 'In hours.')),
        mostUses: z.int().min(1).max(1_000).default(20).meta(meta('Most uses', 'Of one pass.')),
      })
      .prefault({}),
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    path: ['validUntil'],
    error: 'must not be before validFrom',
  });
export type Policy = z.infer<typeof Policy>;
export type ModeRules = Policy['modes'][OfficeMode];

/** Rules as a config has them: in a word, or in full. What is wrong in the full ones is told by its path in them. */
export const WrittenRules = z.union([z.enum(['open', 'enrolled']), Policy], {
  error: ({ code, input, errors }) => {
    if (code !== 'invalid_union' || typeof input !== 'object') return 'open, enrolled, or rules in full';
    return errors
      .at(-1)
      ?.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
      .join('; ');
  },
});

/** What `open` and `enrolled` stand for in a config: staffed in these hours, and this asked of who comes. */
export function plainPolicy(who: 'open' | 'enrolled', openingHours: string): Policy {
  return Policy.parse({
    schemaVersion: 1,
    version: 1,
    slots: [{ mode: 'staffed', hours: openingHours }],
    modes: { staffed: { who: who === 'open' ? 'everyone' : 'enrolled' } },
  });
}
