import { z } from 'zod';
import {
  CredentialKind,
  CredentialRole,
  DenyReason,
  DoorAlarm,
  DoorMode,
  DoorPhysicalState,
  PassageDirection,
} from './access.ts';
import { CredentialHash, DoorId, ReaderId } from './ids.ts';

/**
 * The closed catalogue of everything the box says happened. `log` is the access log in SQLite (and the operational
 * log as well); `journal` is the operational log alone. The sentence is what a person reads.
 */
const define = <K extends 'log' | 'journal', S extends z.ZodObject>(
  kept: K,
  level: 'info' | 'warn' | 'error',
  sentence: string,
  data: S,
) => ({ kept, level, sentence, data });

const none = z.strictObject({});
const fault = z.strictObject({ code: z.string(), detail: z.string().optional() });
/** Who changed something: a host by label, `admin` at the command line, `kiosk` for a visitor at the screen. */
const by = z.string().min(1).max(60);
const passage = {
  credential: CredentialHash,
  kind: CredentialKind,
  /** Rows of before there were more roles than two have none. */
  role: CredentialRole.optional(),
  reader: ReaderId,
  door: DoorId,
  direction: PassageDirection,
};

export const eventCatalogue = {
  'controller-started': define(
    'log',
    'info',
    'The controller started.',
    z.strictObject({
      version: z.string(),
      /** SHA-256 of the config, as 16 hex digits: a change of it is seen between two starts. */
      configDigest: z
        .string()
        .regex(/^[0-9a-f]{16}$/)
        .optional(),
    }),
  ),
  'controller-stopped': define('log', 'info', 'The controller was stopped in good order.', none),
  'access-granted': define('log', 'info', 'A credential was granted access.', z.strictObject(passage)),
  'access-denied': define(
    'log',
    'info',
    'A credential was denied access.',
    z.strictObject({ ...passage, reason: DenyReason }),
  ),
  'personal-number-refused': define(
    'log',
    'info',
    'What may be a personal identity number was presented, and forgotten at the reader.',
    z.strictObject({ reader: ReaderId, door: DoorId }),
  ),
  'passback-noted': define(
    'log',
    'info',
    'A card came in that was inside already.',
    z.strictObject({ credential: CredentialHash, door: DoorId }),
  ),
  'companions-noted': define(
    'log',
    'info',
    'Whoever was let in has told how many came along.',
    z.strictObject({ credential: CredentialHash, companions: z.int().min(0).max(20) }),
  ),
  'roll-call-started': define(
    'log',
    'info',
    'The host leaves: everyone who stays is asked to tap again.',
    z.strictObject({ by, untilMs: z.number() }),
  ),
  'roll-call-answered': define(
    'log',
    'info',
    'Somebody who stays has tapped.',
    z.strictObject({ credential: CredentialHash }),
  ),
  'roll-call-ended': define(
    'log',
    'info',
    'The time to tap again is over; of the others nobody knows whether they are inside.',
    z.strictObject({ stayed: z.int(), unknown: z.int() }),
  ),
  'door-opened-by-host': define(
    'log',
    'info',
    'A host opened a door from the host view.',
    z.strictObject({ door: DoorId, by: by.optional() }),
  ),
  'door-state-changed': define(
    'log',
    'info',
    'The door leaf moved, or is no longer observed.',
    z.strictObject({ door: DoorId, state: DoorPhysicalState }),
  ),
  'door-mode-changed': define(
    'log',
    'info',
    'The mode of a door was changed.',
    z.strictObject({ door: DoorId, mode: DoorMode }),
  ),
  'access-extended': define(
    'log',
    'info',
    'Whoever was let in was given more time to come in.',
    z.strictObject({ door: DoorId }),
  ),
  'access-taken': define('log', 'info', 'The door was opened after a grant.', z.strictObject({ door: DoorId })),
  'access-not-taken': define(
    'log',
    'info',
    'Access was granted, and the door was not opened: no visit.',
    z.strictObject({ door: DoorId, credential: CredentialHash.optional(), direction: PassageDirection.optional() }),
  ),
  'door-alarm-raised': define(
    'log',
    'warn',
    'A door was forced, or has stood open for too long.',
    z.strictObject({ door: DoorId, alarm: DoorAlarm }),
  ),
  'door-alarm-cleared': define(
    'log',
    'info',
    'The alarm of a door is over.',
    z.strictObject({ door: DoorId, alarm: DoorAlarm }),
  ),
  'door-open-warning': define(
    'journal',
    'warn',
    'A door will soon have stood open for too long.',
    z.strictObject({ door: DoorId }),
  ),
  'strike-ready': define(
    'log',
    'info',
    'The relay of a strike can be commanded again.',
    z.strictObject({ door: DoorId }),
  ),
  'strike-lost': define(
    'log',
    'error',
    'The relay of a strike cannot be commanded: the door lets nobody in.',
    z.strictObject({ door: DoorId, code: z.string() }),
  ),
  'tamper-raised': define(
    'log',
    'warn',
    'The housing of a part at the door was opened.',
    z.strictObject({ door: DoorId }),
  ),
  'tamper-cleared': define('log', 'info', 'The housing is shut again.', z.strictObject({ door: DoorId })),
  'evacuation-started': define('log', 'warn', 'The fire alarm came on: nobody is let in until it is over.', none),
  'evacuation-ended': define('log', 'info', 'The fire alarm is over.', none),
  'exit-requested': define('log', 'info', 'The request-to-exit button was pressed.', z.strictObject({ door: DoorId })),
  'occupancy-corrected': define(
    'log',
    'info',
    'A host corrected the count.',
    z.strictObject({ present: z.int().min(0).max(10_000), by: by.optional() }),
  ),
  'occupancy-reset': define('log', 'info', 'The count was set to zero for a new day.', none),
  'credential-enrolled': define(
    'log',
    'info',
    'A credential was enrolled.',
    z.strictObject({ credential: CredentialHash, role: CredentialRole, by: by.optional() }),
  ),
  'credential-blocked': define(
    'log',
    'info',
    'A credential was blocked.',
    z.strictObject({ credential: CredentialHash, why: z.string().max(80), by }),
  ),
  'credential-unblocked': define(
    'log',
    'info',
    'A credential is no longer blocked.',
    z.strictObject({ credential: CredentialHash, by }),
  ),
  'credential-removed': define(
    'log',
    'info',
    'A credential is no longer known.',
    z.strictObject({ credential: CredentialHash, by }),
  ),
  'credentials-imported': define(
    'log',
    'info',
    'Credentials were imported.',
    z.strictObject({ credentials: z.int(), by }),
  ),
  'pin-set': define('log', 'info', 'A PIN was set.', z.strictObject({ credential: CredentialHash, by })),
  'pin-locked': define(
    'log',
    'warn',
    'Too many wrong PINs: the card has to wait.',
    z.strictObject({ credential: CredentialHash, door: DoorId, untilMs: z.number() }),
  ),
  'guest-pass-issued': define(
    'log',
    'info',
    'A host issued a guest pass.',
    z.strictObject({ credential: CredentialHash, untilMs: z.number(), uses: z.int(), by }),
  ),
  'policy-changed': define('log', 'info', 'The rules were changed.', z.strictObject({ version: z.int(), by })),
  'host-view-opened': define(
    'log',
    'info',
    'The host view was opened by a host credential.',
    z.strictObject({ by: by.optional() }),
  ),
  'host-view-refused': define(
    'log',
    'warn',
    'The host view was asked for with a credential that is not a host’s.',
    none,
  ),
  'host-view-closed': define('log', 'info', 'The host view was closed, or locked itself.', none),
  'reader-ready': define(
    'log',
    'info',
    'A reader is ready.',
    z.strictObject({ reader: ReaderId, detail: z.string().optional() }),
  ),
  'reader-lost': define(
    'log',
    'warn',
    'A reader is not usable.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'reader-warned': define(
    'log',
    'warn',
    'A reader works, and something about it wants looking after.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'reader-warning-over': define(
    'log',
    'info',
    'What a reader was warned of is over.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'reader-install-opened': define(
    'log',
    'warn',
    'For a minute a reader may be given a key.',
    z.strictObject({ reader: ReaderId }),
  ),
  'reader-key-set': define('log', 'info', 'A reader has a key of its own.', z.strictObject({ reader: ReaderId })),
  'reader-install-failed': define(
    'log',
    'warn',
    'The minute is over and the reader has taken no key.',
    z.strictObject({ reader: ReaderId }),
  ),
  'reader-moved': define(
    'log',
    'warn',
    'A reader was told to be found at another address or speed of its line.',
    z.strictObject({ reader: ReaderId, address: z.int(), baudRate: z.int() }),
  ),
  'reader-absent': define(
    'journal',
    'info',
    'There is no reader at this place.',
    z.strictObject({ reader: ReaderId, detail: z.string().optional() }),
  ),
  'card-unreadable': define(
    'journal',
    'info',
    'Something was presented that could not be read as a credential.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'reader-message-refused': define(
    'journal',
    'warn',
    'A reader’s line brought something that was not taken: noise, a wrong key, a command that the reader will not do.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'library-ready': define('journal', 'info', 'The library answers.', none),
  'library-lost': define('journal', 'warn', 'The library is out of reach; the rule for that holds.', fault),
  'library-not-asked': define('journal', 'warn', 'The library gave no answer about a card.', fault),
  'broker-connected': define('journal', 'info', 'The broker is connected.', z.strictObject({ url: z.string() })),
  'broker-lost': define('journal', 'warn', 'The broker is out of reach; messages are kept.', fault),
  'strike-energised': define(
    'journal',
    'info',
    'The strike was released for entry.',
    z.strictObject({ door: DoorId, forMs: z.number() }),
  ),
  'strike-idle': define('journal', 'info', 'The strike is idle again.', z.strictObject({ door: DoorId })),
  'tap-repeated': define(
    'journal',
    'info',
    'The same card came back at once and was not counted again.',
    z.strictObject({ reader: ReaderId }),
  ),
  'disk-nearly-full': define(
    'journal',
    'warn',
    'The disk will soon be full.',
    z.strictObject({ freeBytes: z.number() }),
  ),
  'disk-has-room': define('journal', 'info', 'The disk has room again.', z.strictObject({ freeBytes: z.number() })),
  'log-write-failed': define(
    'journal',
    'error',
    'The access log could not be written; records are kept in memory.',
    fault,
  ),
  'log-write-recovered': define(
    'journal',
    'info',
    'The access log is written again.',
    z.strictObject({ records: z.int() }),
  ),
  'log-write-slow': define(
    'journal',
    'warn',
    'A record was not on disk in time; the door did not wait.',
    z.strictObject({ waitedMs: z.number() }),
  ),
  'log-records-lost': define(
    'journal',
    'error',
    'The memory kept for unwritten records is full; the oldest were dropped.',
    z.strictObject({ records: z.int() }),
  ),
  'api-listening': define('journal', 'info', 'The kiosk address is served.', z.strictObject({ url: z.string() })),
  'api-request-refused': define(
    'journal',
    'warn',
    'A request was refused.',
    z.strictObject({ code: z.string(), path: z.string() }),
  ),
  'service-manager-unreachable': define(
    'journal',
    'warn',
    'systemd could not be told that the box is well: systemd-notify failed.',
    none,
  ),
  'part-found': define(
    'journal',
    'info',
    'A part of the box was found.',
    z.strictObject({ part: z.string(), detail: z.string() }),
  ),
  'controller-failed': define('journal', 'error', 'The controller met a fault that it cannot go on with.', fault),
} as const;

export type EventType = keyof typeof eventCatalogue;
type DataOf<T extends EventType> = z.infer<(typeof eventCatalogue)[T]['data']>;

type DataFields<T extends EventType> = DataOf<T> extends Record<string, never> ? unknown : DataOf<T>;

/** One event: its type and the data the catalogue gives it. */
export type BoxEvent<T extends EventType = EventType> = { [K in T]: { readonly type: K } & DataFields<K> }[T];

/** Types that the access log keeps. */
export type LoggedEventType = {
  [K in EventType]: (typeof eventCatalogue)[K]['kept'] extends 'log' ? K : never;
}[EventType];
export type LoggedEvent<T extends LoggedEventType = LoggedEventType> = BoxEvent<T>;

/** Reads an event from outside (a database row); null when it is not one that this program knows. */
export function parseLoggedEvent(type: string, data: unknown): LoggedEvent | null {
  if (!Object.hasOwn(eventCatalogue, type)) return null;
  const entry = eventCatalogue[type as EventType];
  if (entry.kept !== 'log') return null;
  const parsed = entry.data.safeParse(data);
  return parsed.success ? ({ type, ...parsed.data } as LoggedEvent) : null;
}
