import { z } from 'zod';
import {
  CorrectionReason,
  CredentialKind,
  CredentialRole,
  DenyReason,
  DoorPhysicalState,
  PassageDirection,
} from '../access.ts';
import { DoorId, Pseudonym, ReaderId, VisitNumber } from '../ids.ts';
import { OfficeMode } from '../policy.ts';
import { by, defineIn, none } from './define.ts';

const define = defineIn('visits');

/** Null for whoever goes out without having come in. */
const visit = VisitNumber.nullable();

const passage = {
  kind: CredentialKind,
  /** Rows of before there were more roles than two have none. */
  role: CredentialRole.optional(),
  reader: ReaderId,
  door: DoorId,
  direction: PassageDirection,
};

/** The passages of people, and how many are inside. */
export const visitEvents = {
  'access-granted': define(
    'info',
    'A credential was granted access.',
    z.strictObject({
      ...passage,
      /** Null where the office keeps none, and once its bearer has had it erased. */
      pseudonym: Pseudonym.nullable(),
      visit,
      /** In which mode the office was. */
      mode: OfficeMode.optional(),
      /** How sure it is that the bearer is the holder, by the levels of the policy. */
      assurance: z.int().min(0).max(3).optional(),
    }),
  ),
  'access-denied': define(
    'info',
    'A credential was denied access.',
    z.strictObject({ ...passage, reason: DenyReason }),
  ),
  'personal-number-refused': define(
    'info',
    'What may be a personal identity number was presented, and forgotten at the reader.',
    z.strictObject({ reader: ReaderId, door: DoorId }),
  ),
  'passback-noted': define('info', 'A card came in that was inside already.', z.strictObject({ visit, door: DoorId })),
  'companions-noted': define(
    'info',
    'Whoever was let in has told how many came along.',
    z.strictObject({ visit: VisitNumber, companions: z.int().min(0).max(20) }),
  ),
  'roll-call-started': define(
    'info',
    'The host leaves: everyone who stays is asked to tap again.',
    z.strictObject({ by, untilMs: z.number() }),
  ),
  'roll-call-answered': define('info', 'Somebody who stays has tapped.', z.strictObject({ visit: VisitNumber })),
  'roll-call-ended': define(
    'info',
    'The time to tap again is over; of the others nobody knows whether they are inside.',
    z.strictObject({ stayed: z.int(), unknown: z.int() }),
  ),
  'door-opened-by-host': define(
    'info',
    'A host opened a door from the host view.',
    z.strictObject({
      door: DoorId,
      by: by.optional(),
      /** Whoever installs the box has tried the strike. */
      reason: z.literal('installation-test').optional(),
    }),
  ),
  'door-state-changed': define(
    'info',
    'The door leaf moved, or is no longer observed.',
    z.strictObject({ door: DoorId, state: DoorPhysicalState }),
  ),
  'access-extended': define(
    'info',
    'Whoever was let in was given more time to come in.',
    z.strictObject({ door: DoorId }),
  ),
  'access-taken': define('info', 'The door was opened after a grant.', z.strictObject({ door: DoorId })),
  'access-not-taken': define(
    'info',
    'Access was granted, and the door was not opened: no visit.',
    z.strictObject({ door: DoorId, visit, direction: PassageDirection.optional() }),
  ),
  'exit-requested': define('info', 'The request-to-exit button was pressed.', z.strictObject({ door: DoorId })),
  'occupancy-corrected': define(
    'info',
    'A host corrected the count; at zero, all visits are over.',
    z.strictObject({ present: z.int().min(0).max(10_000), reason: CorrectionReason.optional(), by: by.optional() }),
  ),
  'stays-ended': define('info', 'The opening slot is over: visits that are still open are ended by the clock.', none),
  'count-unknown': define(
    'warn',
    'The box was off for so long that nobody knows who is inside.',
    z.strictObject({
      /** Milliseconds; null when nobody knows either. */
      outageMs: z.number().nullable(),
    }),
  ),
  'muster-started': define('warn', 'A muster list was begun.', z.strictObject({ drill: z.boolean(), by })),
  'muster-marked': define(
    'info',
    'Somebody on the muster list is at the assembly point, or is not after all.',
    z.strictObject({ entry: z.int(), safe: z.boolean(), by }),
  ),
  'muster-added': define(
    'info',
    'Persons who were not on the list were added to it by hand.',
    z.strictObject({ entry: z.int(), persons: z.int().min(1).max(99), by }),
  ),
  'muster-ended': define('info', 'The muster list was closed.', z.strictObject({ listed: z.int(), safe: z.int(), by })),
} as const;
