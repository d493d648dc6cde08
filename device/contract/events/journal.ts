import { z } from 'zod';
import { DoorId, ReaderId } from '../ids.ts';
import { ShellFault } from '../shell.ts';
import { defineIn, fault, none } from './define.ts';

const define = defineIn('journal');

/** The operational log alone. */
export const journalEvents = {
  'door-open-warning': define(
    'warn',
    'A door will soon have stood open for too long.',
    z.strictObject({ door: DoorId }),
  ),
  'reader-absent': define(
    'info',
    'There is no reader at this place.',
    z.strictObject({ reader: ReaderId, detail: z.string().optional() }),
  ),
  'card-unreadable': define(
    'info',
    'Something was presented that could not be read as a credential.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'reader-message-refused': define(
    'warn',
    'A reader’s line brought something that was not taken: noise, a wrong key, a command that the reader will not do.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'library-ready': define('info', 'The library answers.', none),
  'library-lost': define('warn', 'The library is out of reach; the rule for that holds.', fault),
  'library-not-asked': define('warn', 'The library gave no answer about a card.', fault),
  'broker-connected': define('info', 'The broker is connected.', z.strictObject({ url: z.string() })),
  'broker-lost': define('warn', 'The broker is out of reach; messages are kept.', fault),
  'command-dropped': define(
    'warn',
    'A command was dropped: it is not well signed by a key that this box knows, came twice, or was retained.',
    z.strictObject({ code: z.string(), key: z.string().optional() }),
  ),
  'broker-certificate-expires': define(
    'warn',
    'The certificate by which the broker knows this box ends soon.',
    z.strictObject({ untilMs: z.number() }),
  ),
  'strike-energised': define(
    'info',
    'The strike was released for entry.',
    z.strictObject({ door: DoorId, forMs: z.number() }),
  ),
  'strike-idle': define('info', 'The strike is idle again.', z.strictObject({ door: DoorId })),
  'tap-repeated': define(
    'info',
    'The same card came back at once and was not counted again.',
    z.strictObject({ reader: ReaderId }),
  ),
  'disk-nearly-full': define('warn', 'The disk will soon be full.', z.strictObject({ freeBytes: z.number() })),
  'disk-has-room': define('info', 'The disk has room again.', z.strictObject({ freeBytes: z.number() })),
  'clock-doubted': define(
    'warn',
    'The clock may be behind: it shows less than it has shown, or stood still.',
    z.strictObject({}),
  ),
  'clock-trusted': define('info', 'The clock is right again.', z.strictObject({})),
  'database-held': define(
    'warn',
    'Another program reads the database for long; what is written piles up beside it until that one ends.',
    z.strictObject({ walBytes: z.int() }),
  ),
  'database-let-go': define(
    'info',
    'No program holds the database up any more.',
    z.strictObject({ walBytes: z.int() }),
  ),
  'log-put-aside': define(
    'error',
    'The database was broken and was put aside; a new one was begun.',
    z.strictObject({ file: z.string() }),
  ),
  'put-aside-removed': define(
    'info',
    'A database or a key that was put aside, because it was broken or a backup came in its place, was removed in its time.',
    z.strictObject({ file: z.string() }),
  ),
  'log-write-failed': define('error', 'The access log could not be written; records are kept in memory.', fault),
  'log-write-recovered': define('info', 'The access log is written again.', z.strictObject({ records: z.int() })),
  'log-write-slow': define(
    'warn',
    'A record was not on disk in time; the door did not wait.',
    z.strictObject({ waitedMs: z.number() }),
  ),
  'incidents-purged': define(
    'info',
    'What was written of incidents whose time is over was purged.',
    z.strictObject({ records: z.int() }),
  ),
  'log-records-lost': define(
    'error',
    'The memory kept for unwritten records is full; the oldest were dropped.',
    z.strictObject({ records: z.int() }),
  ),
  'shell-ready': define('info', 'The screen paints the live picture.', none),
  'shell-lost': define(
    'warn',
    'The screen stands still, is hidden, or is gone; the door works without it.',
    z.strictObject({ code: ShellFault }),
  ),
  'shell-restart-asked': define(
    'warn',
    'The screen is to be started anew.',
    z.strictObject({ code: ShellFault, inARow: z.int() }),
  ),
  'api-listening': define('info', 'The kiosk address is served.', z.strictObject({ url: z.string() })),
  'api-request-refused': define(
    'warn',
    'A request was refused.',
    z.strictObject({ code: z.string(), path: z.string() }),
  ),
  'service-manager-unreachable': define(
    'warn',
    'systemd could not be told that the box is well: systemd-notify failed.',
    none,
  ),
  'part-found': define(
    'info',
    'A part of the box was found.',
    z.strictObject({ part: z.string(), detail: z.string() }),
  ),
  'controller-failed': define('error', 'The controller met a fault that it cannot go on with.', fault),
} as const;
