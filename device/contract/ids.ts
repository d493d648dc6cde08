import { z } from 'zod';

/** Lower-case letters, digits and hyphens, 1–63 characters: safe in a topic, a path, a file name and a host name. */
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens, 1–63 characters');

export const OperatorId = slug.brand<'OperatorId'>();
export type OperatorId = z.infer<typeof OperatorId>;

export const OfficeId = slug.brand<'OfficeId'>();
export type OfficeId = z.infer<typeof OfficeId>;

export const DoorId = slug.brand<'DoorId'>();
export type DoorId = z.infer<typeof DoorId>;

export const ReaderId = slug.brand<'ReaderId'>();
export type ReaderId = z.infer<typeof ReaderId>;

/** One run of the controller, from process start to its end. UUID version 4. */
export const BootId = z.uuid().brand<'BootId'>();
export type BootId = z.infer<typeof BootId>;

/**
 * What the box knows of a card: HMAC-SHA-256 under the box's key, cut to 128 bits, as 32 lower-case hex digits.
 * The cut is NIST SP 800-107r1 §5.1's; two of a million cards collide with a chance of about 10⁻²⁷.
 */
export const CredentialHash = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'CredentialHash'>();
export type CredentialHash = z.infer<typeof CredentialHash>;

/**
 * What the log knows of whoever carries a card: HMAC-SHA-256 of its credential hash, cut to 128 bits, by default under a
 * key that is destroyed every night; from then on nobody can tell whose it was. As 32 lower-case hex digits.
 */
export const Pseudonym = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'Pseudonym'>();
export type Pseudonym = z.infer<typeof Pseudonym>;

/** One stay of somebody, by its number since the nightly reset, from 1. It tells nothing of who. */
export const VisitNumber = z.int().min(1).brand<'VisitNumber'>();
export type VisitNumber = z.infer<typeof VisitNumber>;

/** A room of its own inside the office. */
export const AreaId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<'AreaId'>();
export type AreaId = z.infer<typeof AreaId>;
