import { z } from 'zod';
import { ReaderId } from './ids.ts';
import { PartStatus } from './status.ts';

/** By which the broker knows this box, as its link uses it now. */
export const BrokerCertificate = z.strictObject({
  /** Who issued it, for people. */
  issuer: z.string(),
  untilMs: z.number(),
});
export type BrokerCertificate = z.infer<typeof BrokerCertificate>;

/** What the box knows of itself beside how its parts are. */
export const BoxFacts = z.strictObject({
  /** When this run of the controller began. */
  startedAtMs: z.number(),
  /** The last sign of life of the run before; null where there is none. What lies between, nobody saw. */
  lastSignMs: z.number().nullable(),
  /** Bytes, of the disk with the log; null where it cannot be asked. */
  diskFreeBytes: z.number().nullable(),
  /** Bytes of the database’s write-ahead log; null where it cannot be asked. */
  walBytes: z.number().nullable(),
  /** Null where the broker is told nothing of who this is. */
  certificate: BrokerCertificate.nullable(),
  /** Cards that open the host view, but for blocked ones. */
  hostCards: z.int(),
  /** When each reader last brought a card, as far as this run has seen. */
  heardAtMs: z.partialRecord(ReaderId, z.number()),
  /** Of the card rules in force. */
  policyVersion: z.int(),
  /** Whether the service manager starts this process anew when it hangs. */
  watchdog: z.boolean(),
  /** When the last backup was made, as far as this run knows; null where it knows of none. */
  backupAtMs: z.number().nullable(),
});
export type BoxFacts = z.infer<typeof BoxFacts>;

/** The same for the host’s screen, with what is told elsewhere of the box’s health. */
export const HostBox = z.strictObject({
  version: z.string(),
  clockSynchronised: z.boolean().nullable(),
  /** Hours and dates cannot be told by the clock: it may be behind. */
  clockUnsure: z.boolean(),
  /** Null where none is wired. */
  fireInput: PartStatus.nullable(),
  ...BoxFacts.shape,
});
export type HostBox = z.infer<typeof HostBox>;
