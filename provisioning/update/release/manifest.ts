import { z } from 'zod';
import { ReleaseVersion } from '../../../device/contract/audit.ts';

/** Of an archive, of all that comes out of it, and how many files and folders: far more than a release has. */
export const LARGEST_ARCHIVE = 400 * 1024 * 1024;
export const LARGEST_TREE = 1024 * 1024 * 1024;
export const MOST_ENTRIES = 50_000;

/** As Debian calls them (dpkg-architecture(1)). */
export const Architecture = z.enum(['amd64', 'arm64']);
export type Architecture = z.infer<typeof Architecture>;

/** `release.json` of a release tree. `schema`: of the database, as its program makes it. */
export const Release = z.object({
  version: ReleaseVersion,
  architecture: Architecture,
  schema: z.int().min(1).max(10_000),
});
export type Release = z.infer<typeof Release>;

/** Without these a tree is no release: what runs it, what decides at the door, and what tries on a copy of the database. */
export const PROGRAMS = ['bin/node', '.build/controller/main.js', '.build/log/log.js'] as const;

/** What is signed of a release. All sizes are in bytes. */
export const Manifest = z.strictObject({
  format: z.literal('ak-release/1'),
  ...Release.shape,
  /** A plain file name; it lies beside the manifest. */
  archive: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/),
  size: z.int().min(1).max(LARGEST_ARCHIVE),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  unpackedSize: z.int().min(1).max(LARGEST_TREE),
  /** The oldest schema of a database that it can take over; without it, any. */
  minimumSchema: z.int().min(0).max(10_000).optional(),
  issuedAt: z.iso.datetime(),
  /** From then on nobody takes it any more. */
  expires: z.iso.datetime().optional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** The name of the newest manifest for an architecture, where releases are published. */
export function manifestName(architecture: Architecture): string {
  return `ak-release_${architecture}.manifest`;
}

/** Of this machine; null where no release is made for it. */
export function ownArchitecture(): Architecture | null {
  if (process.arch === 'x64') return 'amd64';
  return process.arch === 'arm64' ? 'arm64' : null;
}
