import { readFileSync } from 'node:fs';
import type { Command } from '../../command-line/command.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { placesOf } from '../../files/places.ts';
import { readReleaseKey } from '../release/ed25519-key.ts';
import type { Manifest } from '../release/manifest.ts';
import { openManifest } from '../release/signed-manifest.ts';
import { systemErrorOf } from '../system-error.ts';
import { digestOf } from './sign-release.ts';

const text = { type: 'string' } as const;
const options = { manifest: text, archive: text, key: text, json: { type: 'boolean', default: false } } as const;

/** `release verify`: whether a box would take it for genuine. */
export const verifyReleaseCommand: Command = {
  name: 'release verify',
  summary: 'tells whether a release is signed by a key, and whether an archive is the one that was signed',
  help: `  kontoret release verify --manifest FILE [--archive FILE] [--key FILE] [--json]

  --key  the maker’s public key in PEM; on a box, without it, the one that it knows (/etc/ak/release.pub)

It ends with 65 when the manifest or the archive is not what it should be, 66 when a file cannot be read, 76 when
another key signed it, 1 when it has expired.`,
  run: verifyRelease,
};

export async function verifyRelease(args: readonly string[]): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { manifest: file, archive, key: keyFile = placesOf('/').releaseKey } = parsed.values;
  if (file === undefined) return failed(EXIT.usage, 'usage', 'Which release? --manifest FILE is missing.');
  const key = readReleaseKey(keyFile);
  if (!key.ok) return failed(EXIT.noInput, key.error.code, key.error.detail);
  try {
    const opened = openManifest(readFileSync(file), key.value, Date.now());
    if (!opened.ok) {
      const { code, detail } = opened.error;
      return failed(exitOf[code], code, `${file}: ${detail}`);
    }
    if (archive !== undefined && (await digestOf(archive)) !== opened.value.sha256)
      return failed(EXIT.malformed, 'archive-wrong', `${archive}: it is not the archive that was signed`);
    return verified(opened.value);
  } catch (cause) {
    return failed(EXIT.noInput, 'file-unreadable', systemErrorOf(cause).message);
  }
}

const exitOf = {
  'manifest-malformed': EXIT.malformed,
  'signature-wrong': EXIT.forged,
  'release-expired': EXIT.refused,
} as const;

function verified(manifest: Manifest): Outcome {
  const { version, architecture, schema, issuedAt, expires } = manifest;
  const until = expires === undefined ? '' : `, to be taken before ${expires}`;
  const line = `Release ${version} for ${architecture}, schema ${schema}, signed on ${issuedAt}${until}.`;
  return { exit: EXIT.done, lines: [line], told: { outcome: 'genuine', ...manifest } };
}
