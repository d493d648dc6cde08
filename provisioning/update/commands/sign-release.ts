import { createHash } from 'node:crypto';
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from '../../command-line/command.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { readSigningKey } from '../release/ed25519-key.ts';
import { Manifest } from '../release/manifest.ts';
import { readArchive } from '../release/read-archive.ts';
import { signManifest } from '../release/signed-manifest.ts';
import { systemErrorOf } from '../system-error.ts';

const text = { type: 'string' } as const;
const options = {
  ...{ key: text, archive: text, out: text, expires: text, 'minimum-schema': text },
  json: { type: 'boolean', default: false },
} as const;

/** `release sign`: for who makes releases. */
export const signReleaseCommand: Command = {
  name: 'release sign',
  summary: 'signs a release, for boxes that know the key (for who makes releases)',
  help: `  kontoret release sign --key FILE --archive FILE --out FILE [--expires TIME] [--minimum-schema N] [--json]

  --key             the maker’s Ed25519 key, PKCS#8 in PEM (openssl genpkey -algorithm ed25519)
  --archive         ak-release_VERSION_ARCHITECTURE.tar.gz; its release.json says what is signed of it
  --out             the manifest; boxes that look for themselves want it as ak-release_ARCHITECTURE.manifest
  --expires         until when boxes take it, as 2027-01-31T00:00:00Z; without it, for ever
  --minimum-schema  the oldest schema of a database that it takes over; without it, any

It ends with 65 when a box would refuse what is in the archive, 66 when a file cannot be read, 73 when the manifest
cannot be written.`,
  run: signRelease,
};

export async function signRelease(args: readonly string[]): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { key: keyFile, archive, out, expires, 'minimum-schema': minimumSchema } = parsed.values;
  if (keyFile === undefined || archive === undefined || out === undefined)
    return failed(EXIT.usage, 'usage', '--key FILE, --archive FILE and --out FILE are needed.');
  const key = readSigningKey(keyFile);
  if (!key.ok) return failed(EXIT.noInput, key.error.code, key.error.detail);
  const content = await readArchive(archive);
  if (!content.ok) {
    const exit = content.error.code === 'archive-unreadable' ? EXIT.noInput : EXIT.malformed;
    return failed(exit, content.error.code, content.error.detail);
  }
  const { release, unpackedSize } = content.value;
  const manifest = Manifest.safeParse({
    ...{ format: 'ak-release/1', ...release, archive: basename(archive), unpackedSize },
    ...{ size: statSync(archive).size, sha256: await digestOf(archive), issuedAt: new Date().toISOString() },
    ...(expires === undefined ? {} : { expires }),
    ...(minimumSchema === undefined ? {} : { minimumSchema: Number(minimumSchema) }),
  });
  if (!manifest.success) {
    const wrong = manifest.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return failed(EXIT.usage, 'usage', wrong.join('; '));
  }
  try {
    writeFileSync(out, signManifest(manifest.data, key.value));
  } catch (cause) {
    return failed(EXIT.cannotCreate, 'cannot-create', systemErrorOf(cause).message);
  }
  const { version, architecture, sha256 } = manifest.data;
  const lines = [`Release ${version} for ${architecture} is signed: ${out}`, `SHA-256 of its archive: ${sha256}`];
  return { exit: EXIT.done, lines, told: { outcome: 'signed', file: out, ...manifest.data } };
}

export async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(file)) digest.update(chunk);
  return digest.digest('hex');
}
