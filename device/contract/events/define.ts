import { z } from 'zod';
import { CredentialHash } from '../ids.ts';

/**
 * What the access log keeps, by how long it may: `visits`, the passages of people; `operations`, how doors and parts
 * were; `audit`, who changed what.
 */
export const RecordClass = z.enum(['visits', 'operations', 'audit']);
export type RecordClass = z.infer<typeof RecordClass>;

/** One entry of the catalogue. `journal`: not in the access log. The sentence is what a person reads. */
export const defineIn =
  <K extends RecordClass | 'journal'>(kept: K) =>
  <S extends z.ZodObject>(level: 'info' | 'warn' | 'error', sentence: string, data: S) => ({
    kept,
    level,
    sentence,
    data,
  });

export const none = z.strictObject({});

/** Who changed something: a host by label, `admin` at the command line, `kiosk` for a visitor at the screen, `fire-alarm`. */
export const by = z.string().min(1).max(60);

/** Null once its bearer has had it erased. */
export const credential = CredentialHash.nullable();

/** SHA-256, as 64 lower-case hex digits. */
export const LogHash = z.string().regex(/^[0-9a-f]{64}$/);

export const fault = z.strictObject({ code: z.string(), detail: z.string().optional() });
