import type {
  CredentialKind,
  CredentialRole,
  DenyReason,
  PassageDirection,
  PresentedCredential,
  ReaderDirection,
} from '../contract/access.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OpeningHours } from './opening-hours.ts';

/** What the box knows of a credential that was enrolled. */
export type CredentialRecord = { readonly role: CredentialRole; readonly blocked: boolean };

/** Why a door takes no access now; null when it does. */
export type DoorRefusal =
  | 'fire-alarm'
  | 'door-blocked'
  | 'door-locked-down'
  | 'door-interlocked'
  | 'door-out-of-order'
  | null;

export type AccessRequest = {
  readonly door: DoorRefusal;
  readonly credential: PresentedCredential;
  /** Null when the credential is not enrolled here. */
  readonly record: CredentialRecord | null;
  readonly readerDirection: ReaderDirection;
  /** Whether the count holds this credential's bearer to be inside. */
  readonly inside: boolean;
};

export type AccessPolicy = {
  readonly who: 'open' | 'enrolled';
  readonly acceptedKinds: readonly CredentialKind[];
  readonly openingHours: OpeningHours;
};

/** `releaseStrike` is false for a tap on the way out: the way out is mechanical and is only counted. */
export type AccessDecision =
  | { readonly outcome: 'grant'; readonly direction: PassageDirection; readonly releaseStrike: boolean }
  | { readonly outcome: 'deny'; readonly direction: PassageDirection; readonly reason: DenyReason };

type Rule = (request: AccessRequest, policy: AccessPolicy, now: EpochMs) => DenyReason | null;

/** In this order; the first that denies decides. A host may enter outside opening hours: somebody has to open up. */
const rules: readonly Rule[] = [
  ({ door }) => door,
  ({ credential }, policy) => (policy.acceptedKinds.includes(credential.kind) ? null : 'credential-kind-not-accepted'),
  ({ credential }) => (credential.randomUid ? 'uid-is-random' : null),
  ({ record }) => (record?.blocked ? 'credential-blocked' : null),
  ({ record }, policy, now) =>
    record?.role === 'host' || policy.openingHours.stateAt(now).open ? null : 'office-closed',
  ({ record }, policy) => (policy.who === 'enrolled' && record === null ? 'credential-not-enrolled' : null),
];

/**
 * Decides on one tap. A reader on the way out never denies. On a reader that serves both ways the tap may come from
 * outside by somebody who forgot to tap out, so every rule holds and the strike is released either way.
 */
export function decideAccess(request: AccessRequest, policy: AccessPolicy, now: EpochMs): AccessDecision {
  const direction = directionOf(request);
  if (request.readerDirection === 'out') return { outcome: 'grant', direction, releaseStrike: false };
  for (const rule of rules) {
    const reason = rule(request, policy, now);
    if (reason !== null) return { outcome: 'deny', direction, reason };
  }
  return { outcome: 'grant', direction, releaseStrike: true };
}

function directionOf({ readerDirection, inside }: AccessRequest): PassageDirection {
  if (readerDirection !== 'both') return readerDirection;
  return inside ? 'out' : 'in';
}
