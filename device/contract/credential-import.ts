import { z } from 'zod';
import { CredentialRole } from './access.ts';
import { CredentialHash } from './ids.ts';

/** `credentials`: what this box knows of cards. `patrons`: cards that a library without a system of its own vouches for. */
export const ImportKind = z.enum(['credentials', 'patrons']);
export type ImportKind = z.infer<typeof ImportKind>;

/** What a row may say of a card, beside which card it is. */
export const ImportColumn = z.enum(['role', 'valid_from', 'valid_until', 'blocked', 'label', 'holder', 'uses_left']);
export type ImportColumn = z.infer<typeof ImportColumn>;

/** Rows in one request, and in one page of an export. */
const MOST_ROWS_AT_ONCE = 5_000;

/**
 * POST /api/admin/import. `update`: cards that are known already are changed; without it they are refused. `columns`:
 * what the rows say; of a known card the rest stays as it is.
 */
export const BeginImportCommand = z.strictObject({
  kind: ImportKind,
  update: z.boolean().default(false),
  columns: z.array(ImportColumn).default([...ImportColumn.options]),
});
export type ImportPlan = z.infer<typeof BeginImportCommand>;

export const ImportId = z.string().min(1).max(80).brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/** From 1970-01-01T00:01Z to the end of the year 9999, in milliseconds: the index counts minutes, and 0 is no limit. */
const Instant = z.int().min(60_000).max(253_402_300_799_999);
const OptionalInstant = Instant.nullable().default(null);

/**
 * One card. `line`: of the file, by which a refusal names it. `holder`: rows with the same number have the same holder;
 * null for a holder of its own of whom there is nothing to say. Instants are inclusive; null for no limit.
 */
export const ImportRow = z.strictObject({
  line: z.int().min(1),
  hash: CredentialHash,
  role: CredentialRole.default('visitor'),
  validFromMs: OptionalInstant,
  validUntilMs: OptionalInstant,
  /** Why it is blocked. */
  blocked: z.string().min(1).max(80).nullable().default(null),
  /** Of those who look after the office alone: visitors and guests have no names here. */
  label: z.string().min(1).max(40).nullable().default(null),
  holder: z.int().min(1).max(0x7fffffff).nullable().default(null),
  usesLeft: z.int().min(0).max(1_000).nullable().default(null),
});
export type ImportRow = z.infer<typeof ImportRow>;
/** As it is sent: without what is as usual. */
export type ImportRowSent = z.input<typeof ImportRow>;

/** POST /api/admin/import/<id>/rows. */
export const ImportRowsCommand = z.strictObject({ rows: z.array(ImportRow).max(MOST_ROWS_AT_ONCE) });

/** Its answer: the lines of those that are known already. */
export const ImportRowsAnswer = z.strictObject({ known: z.array(z.int()) });

/** The answer to POST /api/admin/import/<id>/commit. */
export const ImportDone = z.strictObject({ imported: z.int(), updated: z.int() });
export type ImportDone = z.infer<typeof ImportDone>;

/** The refusal with `credentials-known`: of how many, and the first of their lines. */
export const KnownRefusal = z.strictObject({
  code: z.literal('credentials-known'),
  message: z.string(),
  count: z.int(),
  lines: z.array(z.int()),
});

/** GET /api/admin/export/credentials. `after`: the last hash of the page before. */
export const ExportQuery = z.strictObject({
  after: CredentialHash.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS_AT_ONCE).default(1_000),
});

/** A card as an export tells it, in ascending order of hashes. `holder`: the same number, the same holder. */
export const ExportedCredential = z.strictObject({
  hash: CredentialHash,
  role: CredentialRole,
  validFromMs: z.number().nullable(),
  validUntilMs: z.number().nullable(),
  blocked: z.string().nullable(),
  label: z.string().nullable(),
  holder: z.int().nullable(),
  usesLeft: z.int().nullable(),
});
export type ExportedCredential = z.infer<typeof ExportedCredential>;
export const ExportPage = z.strictObject({ credentials: z.array(ExportedCredential) });
export type ExportPage = z.infer<typeof ExportPage>;
