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

/** How sure the count is: by taps alone, set by a host since, or not known (then the figure is null). */
export const OccupancyQuality = z.enum(['counted', 'manual', 'unknown']);
export type OccupancyQuality = z.infer<typeof OccupancyQuality>;
