import { z } from 'zod';
import { CredentialHash } from './ids.ts';
import { CREDENTIAL_ROLES } from './roles.ts';

/**
 * How a credential was read: a chip's serial number, a printed code, the number that a Wiegand reader gives it, or a
 * guest pass that this office has signed.
 */
export const CredentialKind = z.enum(['uid', 'barcode', 'qr', 'wiegand', 'pass']);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** A credential as it leaves the reader's edge: keyed-hashed, never raw (I4). */
export const PresentedCredential = z.strictObject({
  kind: CredentialKind,
  hash: CredentialHash,
  /** The UID is made up anew at each tap (4 bytes starting 08, ISO/IEC 14443-3 §6.5.4): it names nobody. */
  randomUid: z.boolean(),
  /** What it proves by itself: 1, that somebody holds it or a copy; 3, that it is the very card, by cryptography. */
  assurance: z.literal([1, 3]),
});
export type PresentedCredential = z.infer<typeof PresentedCredential>;

/** `both`: one reader serves both ways, and a tap toggles in and out. */
export const ReaderDirection = z.enum(['in', 'out', 'both']);
export type ReaderDirection = z.infer<typeof ReaderDirection>;

export const PassageDirection = z.enum(['in', 'out']);
export type PassageDirection = z.infer<typeof PassageDirection>;

export const CredentialRole = z.enum(CREDENTIAL_ROLES);
export type CredentialRole = z.infer<typeof CredentialRole>;

/** Why a tap did not open the door. Each has a text on screen that says why and what to do. */
export const DenyReason = z.enum([
  'fire-alarm',
  'door-blocked',
  'door-locked-down',
  'door-interlocked',
  'door-out-of-order',
  'clock-unsure',
  'office-not-yet',
  'office-over',
  'credential-kind-not-accepted',
  'uid-is-random',
  'credential-blocked',
  'credential-not-yet-valid',
  'credential-expired',
  'pass-used-up',
  'office-closed',
  'not-at-this-hour',
  'not-at-this-door',
  'credential-not-enrolled',
  'host-not-present',
  'already-inside',
  'seats-taken',
  'office-full',
  'assurance-too-low',
  'pin-not-set',
  'pin-wrong',
  'pin-locked',
  'pin-not-given',
  'patron-unknown',
  'patron-blocked',
  'patron-expired',
  'library-unavailable',
  'overtaken',
]);
export type DenyReason = z.infer<typeof DenyReason>;

/**
 * ONVIF Door Control Service Specification, 4.2.2 (DoorMode). `accessed`: released for one passage; `unlocked`: held
 * released; `blocked`: no credential opens it; `locked-down`: nothing opens it from outside until that is lifted;
 * `locked-open`: held released until that is lifted.
 */
export const DoorMode = z.enum(['locked', 'accessed', 'unlocked', 'blocked', 'locked-down', 'locked-open']);
export type DoorMode = z.infer<typeof DoorMode>;

/** Where the leaf is. `unknown`: no contact, or nothing heard of it yet; `fault`: its wiring is cut or shorted. */
export const DoorPhysicalState = z.enum(['open', 'closed', 'unknown', 'fault']);
export type DoorPhysicalState = z.infer<typeof DoorPhysicalState>;

/** ONVIF's DoorAlarmState. */
export const DoorAlarm = z.enum(['normal', 'forced-open', 'open-too-long']);
export type DoorAlarm = z.infer<typeof DoorAlarm>;

/**
 * How sure the count is. `counted`: by taps alone; `manual`: a host has set it since; `estimated`: people came or went
 * whom no tap told of, or stays were ended by the clock; `unknown`: not known, and the figure is null.
 */
export const OccupancyQuality = z.enum(['counted', 'estimated', 'manual', 'unknown']);
export type OccupancyQuality = z.infer<typeof OccupancyQuality>;

/**
 * How full the office is, for whoever may not see the figure: lugnt, halvfullt, nästan fullt, fullt (product.md). Null
 * when the count is not known.
 */
export const OccupancyBand = z.enum(['calm', 'half-full', 'nearly-full', 'full']);
export type OccupancyBand = z.infer<typeof OccupancyBand>;

/**
 * How a visit came to its end: by a tap; by the end of the opening slot; by the nightly reset; by a host who found the
 * office empty; or because its bearer did not tap again when staff left.
 */
export const VisitEnd = z.enum(['tapped-out', 'slot-end', 'nightly', 'host', 'staff-leaves']);
export type VisitEnd = z.infer<typeof VisitEnd>;

/** Why a host set the count. */
export const CorrectionReason = z.enum(['counted-by-eye', 'left-without-tapping', 'came-without-tapping', 'other']);
export type CorrectionReason = z.infer<typeof CorrectionReason>;
