import type { PresentedCredential } from '../../device/contract/access.ts';
import { CredentialHash, DoorId } from '../../device/contract/ids.ts';
import { type OfficeMode, Policy } from '../../device/contract/policy.ts';
import { epochMs } from '../../device/contract/units.ts';
import type { AccessRequest, AccessRules, CredentialRecord } from '../../device/domain/access-decision.ts';
import type { ScheduleState } from '../../device/domain/schedule.ts';

export const now = epochMs(Date.UTC(2026, 10, 24, 9));
export const entrance = DoorId.parse('entrance');

export const card: PresentedCredential = {
  kind: 'uid',
  hash: CredentialHash.parse('0'.repeat(32)),
  randomUid: false,
  assurance: 1,
};

const plainRecord: CredentialRecord = {
  role: 'visitor',
  blocked: false,
  hasPin: false,
  validFrom: null,
  validUntil: null,
  usesLeft: null,
};

export const recordWith = (change: Partial<CredentialRecord>): CredentialRecord => ({ ...plainRecord, ...change });

/** A tap of a card that nobody knows, at a door that takes access, into a room with nobody in it. */
export const tap = (change: Partial<AccessRequest> = {}): AccessRequest => ({
  doorId: entrance,
  door: null,
  credential: card,
  record: null,
  readerDirection: 'both',
  isInnerDoor: false,
  insideSince: null,
  isPatronCard: false,
  room: { present: 0, seats: 20, maxPersons: 30, hostInside: false },
  pin: 'not-asked',
  library: 'not-asked',
  clock: 'sure',
  ...change,
});

export function policyWith(change: object = {}): Policy {
  return Policy.parse({ schemaVersion: 1, version: 1, slots: [{ mode: 'staffed', hours: '24/7' }], ...change });
}

/** An office that is for ever in one mode. */
export function always(
  mode: OfficeMode,
  { term = 'now', cleaners = false }: Partial<Pick<ScheduleState, 'term'>> & { cleaners?: boolean } = {},
): AccessRules['schedule'] {
  return { stateAt: () => ({ mode, open: mode !== 'closed', changesAt: null, term }), cleanersAt: () => cleaners };
}

export function rulesWith(change: object = {}, schedule: AccessRules['schedule'] = always('staffed')): AccessRules {
  return { policy: policyWith(change), schedule };
}
