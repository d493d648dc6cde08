import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OfficeId } from '../../device/contract/ids.ts';
import { ok, type Result } from '../../device/contract/result.ts';
import { replaceFile, type WriteFault, writeNewFile } from '../files/new-file.ts';
import { type FileFault, readJsonFile } from '../files/text-file.ts';
import type { OperatorFiles } from './operator-files.ts';

const Issued = z.strictObject({
  /** Of the bundle: 1, and one more for each that follows. */
  serial: z.int().min(1),
  issuedAt: z.iso.datetime(),
  /** Of its certificate: hexadecimal, as a list of revoked ones wants it; and until when it is good. */
  certificate: z.strictObject({ serial: z.string().regex(/^[0-9A-F]{1,40}$/), notAfter: z.iso.datetime() }),
  /** Since when its certificate is good no more. */
  revokedAt: z.iso.datetime().optional(),
});
export type Issued = z.infer<typeof Issued>;

/** What the operator knows of an office; no secrets. */
const OfficeEntry = z.strictObject({
  format: z.literal('ak-office/1'),
  office: OfficeId,
  /** Every bundle that was made for it, the newest last. */
  issued: z.array(Issued).min(1),
});
type OfficeEntry = z.infer<typeof OfficeEntry>;

/** Whatever it was given as a config, before anything was filled in. */
export const GivenConfig = z.record(z.string(), z.unknown());
export type GivenConfig = z.infer<typeof GivenConfig>;

/** Null where no bundle was made for it yet. */
export function readOffice(files: OperatorFiles, office: OfficeId): Result<readonly Issued[] | null, FileFault> {
  const { entry } = placesOf(files, office);
  if (!existsSync(entry)) return ok(null);
  const read = readJsonFile(entry, OfficeEntry);
  return read.ok ? ok(read.value.issued) : read;
}

/** The config that its newest bundle was made from. */
export function readGivenConfig(files: OperatorFiles, office: OfficeId): Result<GivenConfig, FileFault> {
  return readJsonFile(placesOf(files, office).config, GivenConfig);
}

/** The config first: an office is known by its entry, and its serial has to be taken before a bundle leaves the house. */
export function registerOffice(
  files: OperatorFiles,
  office: OfficeId,
  issued: readonly Issued[],
  config: GivenConfig,
): Result<void, WriteFault> {
  const written = write(placesOf(files, office).config, config, true);
  return written.ok ? writeEntry(files, office, issued, issued.length > 1) : written;
}

/** From now on the certificates of all its bundles are good no more; those that were revoked before stay as they were. */
export function revokeOffice(
  files: OperatorFiles,
  office: OfficeId,
  issued: readonly Issued[],
  now: Date,
): Result<void, WriteFault> {
  return writeEntry(
    files,
    office,
    issued.map((bundle) => ({ revokedAt: now.toISOString(), ...bundle })),
    true,
  );
}

/** In the order of their names. */
export function officesOf(files: OperatorFiles): readonly OfficeId[] {
  return readdirSync(files.offices)
    .flatMap((name) => OfficeId.safeParse(name.endsWith('.json') ? name.slice(0, -'.json'.length) : '').data ?? [])
    .sort();
}

function placesOf({ offices }: OperatorFiles, office: OfficeId) {
  return { entry: join(offices, `${office}.json`), config: join(offices, `${office}.config.json`) };
}

function writeEntry(files: OperatorFiles, office: OfficeId, issued: readonly Issued[], replace: boolean) {
  const entry: OfficeEntry = { format: 'ak-office/1', office, issued: [...issued] };
  return write(placesOf(files, office).entry, entry, replace);
}

function write(file: string, value: object, replace: boolean): Result<void, WriteFault> {
  return (replace ? replaceFile : writeNewFile)(file, `${JSON.stringify(value, null, 2)}\n`, 0o600);
}
