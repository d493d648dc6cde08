import { z } from 'zod';
import {
  CorrectionReason,
  CredentialRole,
  DenyReason,
  DoorAlarm,
  DoorMode,
  DoorPhysicalState,
  OccupancyBand,
  OccupancyQuality,
  PassageDirection,
  ReaderDirection,
} from './access.ts';
import { Position, Theme } from './appearance.ts';
import { BoxFacts, HostBox } from './box-facts.ts';
import { ExportSection } from './exports.ts';
import { BaudRate } from './hardware.ts';
import { HostAnnouncement } from './host-announcement.ts';
import { AreaId, BootId, DoorId, OfficeId, OperatorId, ReaderId } from './ids.ts';
import { Incident } from './incidents.ts';
import { MusterSection } from './muster.ts';
import { OpeningSection } from './opening.ts';
import { OfficeMode } from './policy.ts';
import { RetentionSection } from './retention.ts';
import { ShiftSection } from './shift.ts';
import { HostSkills, SkillsSection } from './skills.ts';
import { SoundSection } from './sound.ts';
import { PartStatus, ReaderKind } from './status.ts';
import { UsualDaySection } from './usual-day.ts';

/** Every refusal of the API has this body; `code` is stable, `message` is for people and may change. */
export const ErrorBody = z.strictObject({ code: z.string(), message: z.string() });
export type ErrorBody = z.infer<typeof ErrorBody>;

const PartHealth = { ...PartStatus.shape };

export const ReaderHealth = z.strictObject({
  id: ReaderId,
  kind: ReaderKind,
  door: DoorId,
  direction: ReaderDirection,
  ...PartHealth,
});
export type ReaderHealth = z.infer<typeof ReaderHealth>;
export const DoorHealth = z.strictObject({
  id: DoorId,
  name: z.string(),
  mode: DoorMode,
  physical: DoorPhysicalState,
  alarm: DoorAlarm,
  /** Whoever is being let in was given more time. */
  extended: z.boolean(),
  /** It has stood open for nearly too long: somebody should shut it. */
  shutSoon: z.boolean(),
  strike: PartStatus,
  contact: PartStatus,
  rex: PartStatus,
  /** Null where no such switch is wired. */
  tamper: z.strictObject({ ...PartHealth, tampered: z.boolean() }).nullable(),
});
export type DoorHealth = z.infer<typeof DoorHealth>;
export const ClockHealth = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  timeZone: z.string(),
  /** Whether the system’s clock was set from the network since the start; null where nobody says. */
  synchronised: z.boolean().nullable(),
  /** Whether hours and dates can be told by it: it may be behind, after a power cut without network. */
  unsure: z.boolean(),
});
export const LogHealth = z.strictObject({
  ...PartHealth,
  /** Records held in memory because the disk did not take them. */
  pending: z.int(),
});
export type LogHealth = z.infer<typeof LogHealth>;
export const BrokerHealth = z.strictObject({
  ...PartHealth,
  /** Messages kept until the broker acknowledges them. */
  queued: z.int(),
});
export type BrokerHealth = z.infer<typeof BrokerHealth>;

/** `changesAtMs`: when the office next opens or closes; null when it never does. */
const Hours = z.strictObject({ open: z.boolean(), mode: OfficeMode, changesAtMs: z.number().nullable() });

/** GET /api/health. `degraded`: the door decides, and a part needs care. */
export const Health = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  bootId: BootId,
  simulator: z.boolean(),
  /** The fire alarm is on. */
  evacuation: z.boolean(),
  readers: z.array(ReaderHealth),
  doors: z.array(DoorHealth),
  /** Null where none is wired. */
  fireInput: PartStatus.nullable(),
  /** The library's system; null where none is asked. */
  library: PartStatus.nullable(),
  broker: BrokerHealth,
  log: LogHealth,
  /** What says the screens aloud; `absent` where it is not installed. */
  speech: PartStatus,
  /** Null where none are named. */
  headphones: PartStatus.nullable(),
  /** The screen: `ready` while one paints the live picture (shell.ts). */
  shell: PartStatus,
  clock: ClockHealth,
  hours: Hours,
  box: BoxFacts,
});
export type Health = z.infer<typeof Health>;

/** What is said beside a grant. `passback`: the card was inside already. `seats-taken`: there is no free seat. */
export const GrantNote = z.enum(['passback', 'seats-taken']);
export type GrantNote = z.infer<typeof GrantNote>;

const ofAnyTap = { id: z.int(), atMs: z.number(), door: DoorId };
const tapOf = <O extends string, F extends z.ZodRawShape>(outcome: O, fields: F) =>
  z.strictObject({ ...ofAnyTap, outcome: z.literal(outcome), ...fields });

/** What the last tap led to; the screen shows each `id` once. Says nothing of who. */
export const TapOutcome = z.discriminatedUnion('outcome', [
  tapOf('granted', { direction: PassageDirection, notes: z.array(GrantNote) }),
  tapOf('denied', { reason: DenyReason }),
  /** The disk did not take it: nothing was changed. */
  tapOf('not-stored', {}),
  tapOf('host-refused', {}),
  /** What was presented may be a personal identity number; it was forgotten at the reader. */
  tapOf('personal-number', {}),
  /** `pinOffered`: its holder may choose a PIN now, on the screen. */
  tapOf('enrolled', { role: CredentialRole, pinOffered: z.boolean() }),
  /** Its holder may choose a PIN now, on the screen. */
  tapOf('pin-offered', {}),
  /** One token, one holder: the card was enrolled before, and nothing was changed. */
  tapOf('enrolled-already', {}),
  /** Something was asked for that only a known card can have. */
  tapOf('not-enrolled', {}),
  /** A card was blocked, unblocked or taken out, as the host asked. */
  tapOf('changed', {}),
  /** While staff leaves: this visitor stays. */
  tapOf('stays', {}),
  /** Whoever asked may see what is stored about the card, by this outcome's `id` (my-visits.ts). */
  tapOf('my-visits', {}),
  /** On the board now. `waits`: what was written with it, until a host has read it. */
  tapOf('skill-offered', { waits: z.boolean() }),
  tapOf('skill-taken-back', {}),
  /** Something was asked for that only somebody inside can have. */
  tapOf('not-inside', {}),
]);
export type TapOutcome = z.infer<typeof TapOutcome>;

/** Four to eight digits. */
export const Pin = z.string().regex(/^\d{4,8}$/, 'four to eight digits');

/** Somebody is asked for a PIN, at the screen or at the reader's own keys. `typed`: how many digits so far. */
export const PinEntry = z.strictObject({ id: z.int(), door: DoorId, typed: z.int(), untilMs: z.number() });
export type PinEntry = z.infer<typeof PinEntry>;

/** Staff leaves: until then everyone who stays taps again. Numbers of cards, and nothing of whose. */
export const RollCallSection = z.strictObject({
  untilMs: z.number(),
  stayed: z.int(),
  unknown: z.int(),
  ended: z.boolean(),
});
export type RollCallSection = z.infer<typeof RollCallSection>;

/** Only for the browser session that a host credential unlocked. */
export const HostView = z.strictObject({
  /** Locks itself at this wall-clock time unless the host does something. */
  locksAtMs: z.number(),
  /** Steps of today's count since the nightly reset, oldest first, at most 300. */
  curve: z.array(z.strictObject({ atMs: z.number(), present: z.int() })),
  /** Newest first, at most 20; without identities. */
  decisions: z.array(
    z.strictObject({
      atMs: z.number(),
      door: DoorId,
      direction: PassageDirection,
      outcome: z.enum(['granted', 'denied']),
      reason: DenyReason.optional(),
      /** By which a denied card can be enrolled or blocked, without its number being known. */
      ref: z.int().optional(),
    }),
  ),
  /** Guest passes that are good, the newest first, at most 20; `ref` is for taking one back. */
  retention: RetentionSection,
  passes: z.array(z.strictObject({ ref: z.int(), untilMs: z.number().nullable(), usesLeft: z.int().nullable() })),
  /** Null while no muster list is open. */
  muster: MusterSection.nullable(),
  skills: HostSkills,
  opening: OpeningSection,
  exports: ExportSection,
  /** Null while nobody has the duty. */
  shift: ShiftSection.nullable(),
  /** What hosts have written down, newest first, at most 20. */
  incidents: z.array(Incident),
  box: HostBox,
});
export type HostView = z.infer<typeof HostView>;

/**
 * What a host asks of the next card. `enrol-another`: first a card that is known, then another one of the same holder.
 * `offer-pin`: its holder may choose a PIN, in place of the one there was. `hand-over`: another host's, who takes over.
 */
export const CardPurpose = z.enum(['enrol-another', 'offer-pin', 'remove', 'block', 'unblock', 'hand-over']);
export type CardPurpose = z.infer<typeof CardPurpose>;

/** What the next tap will be taken for, instead of an entry. */
export const PendingTap = z.discriminatedUnion('purpose', [
  z.strictObject({
    purpose: z.enum(['host-view', 'my-visits', 'offer-skill', 'take-back-skill']),
    untilMs: z.number(),
  }),
  z.strictObject({ purpose: z.literal('enrol'), role: CredentialRole, untilMs: z.number() }),
  z.strictObject({ purpose: CardPurpose, untilMs: z.number() }),
]);
export type PendingTap = z.infer<typeof PendingTap>;

export const OccupancySection = z.strictObject({
  present: z.int().nullable(),
  quality: OccupancyQuality,
  sinceMs: z.number(),
  band: OccupancyBand.nullable(),
  /** Openings of doors since the count was last sure: that a tap explains, and that none does. */
  openings: z.strictObject({ byTap: z.int(), without: z.int(), sinceMs: z.number() }),
  /** Rooms of their own: cards inside, by their own readers. */
  areas: z.array(
    z.strictObject({ id: AreaId, name: z.string(), present: z.int().nullable(), seats: z.int().nullable() }),
  ),
});
export type OccupancySection = z.infer<typeof OccupancySection>;

/** GET /api/snapshot: all that the screen shows. Each section changes as a whole. */
export const SnapshotSections = z.strictObject({
  office: z.strictObject({
    operator: OperatorId,
    id: OfficeId,
    name: z.string(),
    timeZone: z.string(),
    seats: z.int(),
    maxPersons: z.int(),
    theme: Theme,
    position: Position,
  }),
  hours: Hours,
  /** When this run of the box saw the office close; null while it is open. */
  closedAtMs: z.number().nullable(),
  sound: SoundSection,
  /** Whether visitors register a card by themselves, and may choose a PIN. */
  enrolment: z.strictObject({ self: z.boolean(), pin: z.boolean() }),
  occupancy: OccupancySection,
  doors: z.array(DoorHealth),
  readers: z.array(ReaderHealth),
  library: PartStatus.nullable(),
  broker: BrokerHealth,
  log: LogHealth,
  /** The fire alarm is on. */
  evacuation: z.boolean(),
  lastTap: TapOutcome.nullable(),
  pendingTap: PendingTap.nullable(),
  pinEntry: PinEntry.nullable(),
  rollCall: RollCallSection.nullable(),
  /** What central staff have told, by language, Swedish among them. */
  announcement: z.strictObject({ texts: z.record(z.string(), z.string()), untilMs: z.number().nullable() }).nullable(),
  /** What a host has told, in whatever language. */
  hostAnnouncement: HostAnnouncement.nullable(),
  /** Null where the office has no skills board. */
  skills: SkillsSection.nullable(),
  /** Null where too few such days were counted. */
  usualDay: UsualDaySection.nullable(),
  simulator: z.boolean(),
  host: HostView.nullable(),
});
export type SnapshotSections = z.infer<typeof SnapshotSections>;

/** `revision` counts up by one with each change, within one `bootId`. */
export const Snapshot = z.strictObject({
  bootId: BootId,
  revision: z.int(),
  atMs: z.number(),
  ...SnapshotSections.shape,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** One `delta` message of GET /api/events: the sections that changed since `revision - 1`, or since the snapshot. */
export const SnapshotDelta = z.strictObject({
  revision: z.int(),
  atMs: z.number(),
  ...SnapshotSections.partial().shape,
});
export type SnapshotDelta = z.infer<typeof SnapshotDelta>;

/** POST /api/kiosk/more-time: for whoever is being let in at this door now. */
export const MoreTimeCommand = z.strictObject({ door: DoorId });

/** Host commands: POST /api/host/… with these bodies. `extended`: for somebody who needs more time at the door. */
export const OpenDoorCommand = z.strictObject({ door: DoorId, extended: z.boolean().default(false) });
/** `lift` ends what `block`, `lock-down` and `lock-open` began. */
export const DoorModeCommand = z.strictObject({
  door: DoorId,
  command: z.enum(['unlock', 'lock', 'block', 'lock-down', 'lock-open', 'lift']),
});
export type DoorModeCommand = z.infer<typeof DoorModeCommand>;
export const CorrectCountCommand = z.strictObject({
  present: z.int().min(0).max(10_000),
  reason: CorrectionReason.default('other'),
});
export type CorrectCountCommand = z.infer<typeof CorrectCountCommand>;
export const EnrolNextCommand = z.strictObject({
  role: CredentialRole,
  /** By what a host is called in the log. */
  label: z.string().min(1).max(40).optional(),
});
export type EnrolNextCommand = z.infer<typeof EnrolNextCommand>;
/** POST /api/host/next-card: what the next card is for. */
export const NextCardCommand = z.strictObject({ purpose: CardPurpose });
export type NextCardCommand = z.infer<typeof NextCardCommand>;
/** POST /api/host/denied-card: what shall become of a card that was denied. */
export const DeniedCardCommand = z.strictObject({
  ref: z.int(),
  action: z.enum(['enrol', 'block', 'unblock']),
});
export type DeniedCardCommand = z.infer<typeof DeniedCardCommand>;
/** POST /api/host/guest-pass, answered with `GuestPassAnswer`; and for a tag instead of a QR code. */
export const GuestPassCommand = z.strictObject({
  hours: z.int().min(1).max(8_760),
  uses: z.int().min(1).max(1_000),
  carrier: z.enum(['qr', 'tag']),
});
export type GuestPassCommand = z.infer<typeof GuestPassCommand>;
/** `text`: what the QR shows; null for a tag, which is laid on the reader next. */
export const GuestPassAnswer = z.strictObject({ text: z.string().nullable(), untilMs: z.number() });
export type GuestPassAnswer = z.infer<typeof GuestPassAnswer>;
/** POST /api/host/revoke-pass. */
export const RevokePassCommand = z.strictObject({ ref: z.int() });
/** POST /api/host/roll-call. */
export const RollCallCommand = z.strictObject({ minutes: z.int().min(1).max(60) });
/** POST /api/kiosk/pin, /api/kiosk/choose-pin: of a PIN entry, or of the tap that enrolled a card. */
export const PinCommand = z.strictObject({ id: z.int(), pin: Pin });
/** POST /api/kiosk/pin-more-time, /api/kiosk/pin-cancel. */
export const PinEntryCommand = z.strictObject({ id: z.int() });
/** POST /api/kiosk/companions: how many came along with whoever made this tap. */
export const CompanionsCommand = z.strictObject({ id: z.int(), companions: z.int().min(0).max(20) });
/** POST /api/admin/readers/<id>/move. */
export const MoveReaderCommand = z.strictObject({ address: z.int().min(0).max(126), baudRate: BaudRate });
export const EmptyCommand = z.strictObject({});

/** POST /sim/fire. */
export const FireCommand = z.strictObject({ active: z.boolean() });

/** POST /sim/doors/<id>/tamper. */
export const TamperCommand = z.strictObject({ active: z.boolean() });

/** POST /sim/readers/<id>/osdp: what happens to a simulated OSDP reader, or is done to it. */
export const OsdpVerb = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.enum(['tamper', 'fail-power', 'mute']), active: z.boolean() }),
  z.strictObject({ verb: z.literal('set-input'), input: z.int().min(0).max(1), active: z.boolean() }),
  z.strictObject({ verb: z.literal('press-keys'), keys: z.string().regex(/^[0-9*#]{1,16}$/) }),
  /** `flip-macs`: its next answers have a wrong MAC. `change-key`: somebody has given it another key. */
  z.strictObject({ verb: z.enum(['flip-macs', 'change-key', 'cycle-power']) }),
  z.strictObject({ verb: z.literal('slow-down'), delayMs: z.int().min(0).max(10_000) }),
]);
export type OsdpVerb = z.infer<typeof OsdpVerb>;

/** POST /sim/readers/<id>/keys: what is pressed at the reader's own keypad. */
export const KeysCommand = z.strictObject({ keys: z.string().regex(/^[0-9*#]{1,16}$/) });

/** POST /sim/library: what is wrong with the simulated library from now on. */
export const LibraryVerb = z.strictObject({
  trouble: z.enum([
    'none',
    'down',
    'slow',
    'mute',
    'garbage',
    'bad-checksum',
    'wrong-card',
    'charset',
    'refuses-login',
  ]),
});
export type LibraryVerb = z.infer<typeof LibraryVerb>;

/** Simulator verbs: POST /sim/readers/<id>/present. One of the three spellings of what is presented. */
export const PresentCommand = z.union([
  z.strictObject({ uid: z.string().max(64) }),
  z.strictObject({ barcode: z.string().max(256) }),
  z.strictObject({ qr: z.string().max(1024) }),
]);
export type PresentCommand = z.infer<typeof PresentCommand>;
