import { z } from 'zod';
import { DoorAlarm, DoorMode } from '../access.ts';
import { DoorId, ReaderId } from '../ids.ts';
import { defineIn, none } from './define.ts';

const define = defineIn('operations');

/** How doors and parts were. */
export const operationsEvents = {
  'door-mode-changed': define(
    'info',
    'The mode of a door was changed; or it is blocked or locked down as a day begins.',
    z.strictObject({ door: DoorId, mode: DoorMode }),
  ),
  'door-alarm-raised': define(
    'warn',
    'A door was forced, or has stood open for too long.',
    z.strictObject({ door: DoorId, alarm: DoorAlarm }),
  ),
  'door-alarm-cleared': define(
    'info',
    'The alarm of a door is over.',
    z.strictObject({ door: DoorId, alarm: DoorAlarm }),
  ),
  'strike-ready': define('info', 'The relay of a strike can be commanded again.', z.strictObject({ door: DoorId })),
  'strike-lost': define(
    'error',
    'The relay of a strike cannot be commanded: the door lets nobody in.',
    z.strictObject({ door: DoorId, code: z.string() }),
  ),
  'tamper-raised': define('warn', 'The housing of a part at the door was opened.', z.strictObject({ door: DoorId })),
  'tamper-cleared': define('info', 'The housing is shut again.', z.strictObject({ door: DoorId })),
  'evacuation-started': define('warn', 'The fire alarm came on: nobody is let in until it is over.', none),
  'evacuation-ended': define('info', 'The fire alarm is over.', none),
  'log-annotated': define(
    'info',
    'Rows whose commit took so long that the door did not wait for them.',
    z.strictObject({ first: z.int(), last: z.int() }),
  ),
  'reader-ready': define(
    'info',
    'A reader is ready.',
    z.strictObject({ reader: ReaderId, detail: z.string().optional() }),
  ),
  'reader-lost': define('warn', 'A reader is not usable.', z.strictObject({ reader: ReaderId, code: z.string() })),
  'reader-warned': define(
    'warn',
    'A reader works, and something about it wants looking after.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
  'reader-warning-over': define(
    'info',
    'What a reader was warned of is over.',
    z.strictObject({ reader: ReaderId, code: z.string() }),
  ),
} as const;
