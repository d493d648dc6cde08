import { z } from 'zod';
import { CredentialRole } from '../access.ts';
import { LONGEST_RECIPIENT, ReleaseVersion } from '../audit.ts';
import { ExportKind } from '../exports.ts';
import { CommandKeyId, CommandRefusal, CommandType } from '../feed/commands.ts';
import { DoorId, ReaderId } from '../ids.ts';
import { IncidentCategory } from '../incidents.ts';
import { ModeSpan } from '../opening.ts';
import { SkillJudgement } from '../skills.ts';
import { by, credential, defineIn, LogHash, none } from './define.ts';

const define = defineIn('audit');

/** `key`: by whose, `sequence`: which of that key's commands. */
const commandFields = z.strictObject({ command: CommandType, key: CommandKeyId, sequence: z.int() });

/** Who changed what, what became of the log, and by what it is known how old its rows are. */
export const auditEvents = {
  'occupancy-reset': define('info', 'The count was set to zero for a new day.', none),
  'clock-moved': define(
    'warn',
    'The wall clock was put forward or back.',
    z.strictObject({ fromMs: z.number(), toMs: z.number(), synchronised: z.boolean().nullable() }),
  ),
  'controller-started': define(
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
  'controller-stopped': define('info', 'The controller was stopped in good order.', none),
  'log-begun': define(
    'error',
    'A new log begins: the old one was broken, and its file was put aside.',
    z.strictObject({
      quarantined: z.string(),
      /** The head of the old chain as it was last known, and its number. */
      previousHead: LogHash.nullable(),
      previousSeq: z.int().nullable(),
      salvaged: z.int(),
    }),
  ),
  'log-head-signed': define(
    'info',
    'The head of the log was signed with the key of the box.',
    z.strictObject({ signed: z.string(), signature: z.string(), key: z.string() }),
  ),
  'log-purged': define(
    'info',
    'Rows whose time was over were purged. Each hole: its first and last number, and the hash of its last row.',
    z.strictObject({
      records: z.int(),
      holes: z.array(z.tuple([z.int(), z.int(), LogHash])),
    }),
  ),
  'purge-held': define(
    'warn',
    'Purging is held (gallringsstopp).',
    z.strictObject({ why: z.string().min(1).max(200), untilMs: z.number(), by }),
  ),
  'purge-released': define('info', 'Purging goes on.', z.strictObject({ by })),
  'visits-shown': define('info', 'A visitor looked at what is stored about them.', none),
  'visits-erased': define(
    'info',
    'A visitor had erased what led from the log to them.',
    z.strictObject({ records: z.int() }),
  ),
  'events-exported': define(
    'warn',
    'Events of the log were exported, encrypted to these recipients.',
    z.strictObject({ records: z.int(), recipients: z.array(z.string().max(LONGEST_RECIPIENT)).max(20), by }),
  ),
  'backup-made': define('info', 'A backup was made and verified.', z.strictObject({ bytes: z.int(), by })),
  'backup-restored': define('warn', 'The database is that of a backup.', z.strictObject({ madeAtMs: z.number(), by })),
  'box-replaced': define(
    'warn',
    'This box has taken the place of another one: its messages are numbered from a floor that that one cannot have reached.',
    z.strictObject({ markedAtMs: z.int(), backupMadeAtMs: z.int().nullable(), floor: z.int() }),
  ),
  'release-confirmed': define(
    'info',
    'A new release was put in place, and the door is well with it.',
    z.strictObject({ release: ReleaseVersion, before: ReleaseVersion, by }),
  ),
  'release-rolled-back': define(
    'error',
    'A new release was given up, and the one before runs again.',
    z.strictObject({
      release: ReleaseVersion,
      /** Why; stable. */
      code: z.string(),
      /** The database is that of before, and what was logged since is in a file beside it. */
      databaseAside: z.boolean(),
      by,
    }),
  ),
  'credential-enrolled': define(
    'info',
    'A credential was enrolled.',
    z.strictObject({ credential, role: CredentialRole, by: by.optional() }),
  ),
  'credential-blocked': define(
    'info',
    'A credential was blocked.',
    z.strictObject({ credential, why: z.string().max(80), by }),
  ),
  'credential-unblocked': define('info', 'A credential is no longer blocked.', z.strictObject({ credential, by })),
  'credential-removed': define('info', 'A credential is no longer known.', z.strictObject({ credential, by })),
  'credentials-imported': define('info', 'Credentials were imported.', z.strictObject({ credentials: z.int(), by })),
  'pin-set': define('info', 'A PIN was set.', z.strictObject({ credential, by })),
  'pin-locked': define(
    'warn',
    'Too many wrong PINs: the card has to wait.',
    z.strictObject({ credential, door: DoorId, untilMs: z.number() }),
  ),
  'guest-pass-issued': define(
    'info',
    'A host issued a guest pass.',
    z.strictObject({ credential, untilMs: z.number(), uses: z.int(), by }),
  ),
  'policy-changed': define('info', 'The rules were changed.', z.strictObject({ version: z.int(), by })),
  'opening-decided': define(
    'info',
    'A host decided the opening hours of today; without spans the policy’s own hold again.',
    z.strictObject({ spans: z.array(ModeSpan).max(2), by }),
  ),
  'incident-noted': define(
    'info',
    'A host wrote down an incident; what was written is no part of the log.',
    z.strictObject({ category: IncidentCategory, by }),
  ),
  'export-begun': define(
    'warn',
    'A host takes something out of the box, to a medium.',
    z.strictObject({ what: ExportKind, by }),
  ),
  'export-ended': define(
    'info',
    'That is on the medium, or why it is not.',
    z.strictObject({ what: ExportKind, outcome: z.string().max(60) }),
  ),
  'command-done': define('info', 'A signed command of central staff was carried out.', commandFields),
  'command-refused': define(
    'warn',
    'A signed command was refused.',
    commandFields.extend({ command: CommandType.nullable(), reason: CommandRefusal }),
  ),
  'announcement-made': define(
    'info',
    'Central staff have something told on the screen, or no longer.',
    z.strictObject({
      /** By language; null: nothing any more. */
      texts: z.record(z.string(), z.string()).nullable(),
      untilMs: z.number().nullable(),
      by,
    }),
  ),
  'host-announcement-made': define(
    'info',
    'A host has something told on the screen; what, the log does not keep.',
    z.strictObject({ untilMs: z.number(), by }),
  ),
  'host-announcement-withdrawn': define(
    'info',
    'A host took down what was told on the screen.',
    z.strictObject({ by }),
  ),
  'skill-offer-judged': define(
    'info',
    'A host approved or refused what somebody wrote on the skills board, or took it down; whose or what is not kept.',
    z.strictObject({ judgement: SkillJudgement, by }),
  ),
  'host-view-opened': define(
    'info',
    'The host view was opened by a host credential.',
    z.strictObject({ by: by.optional() }),
  ),
  'shift-handed-over': define('info', 'A host handed the duty over to another.', z.strictObject({ by, to: by })),
  'host-view-refused': define('warn', 'The host view was asked for with a credential that is not a host’s.', none),
  'host-view-closed': define('info', 'The host view was closed, or locked itself.', none),
  'reader-install-opened': define(
    'warn',
    'For a minute a reader may be given a key.',
    z.strictObject({ reader: ReaderId }),
  ),
  'reader-key-set': define('info', 'A reader has a key of its own.', z.strictObject({ reader: ReaderId })),
  'reader-install-failed': define(
    'warn',
    'The minute is over and the reader has taken no key.',
    z.strictObject({ reader: ReaderId }),
  ),
  'reader-moved': define(
    'warn',
    'A reader was told to be found at another address or speed of its line.',
    z.strictObject({ reader: ReaderId, address: z.int(), baudRate: z.int() }),
  ),
} as const;
