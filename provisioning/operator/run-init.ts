import { createPublicKey } from 'node:crypto';
import { freeLine } from '../../device/contract/free-line.ts';
import { OperatorId } from '../../device/contract/ids.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { publicKeyOf } from '../bundle/consistency.ts';
import { fingerprintOf } from '../bundle/fingerprint.ts';
import { misused, refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { type FileFault, readTextFile } from '../files/text-file.ts';
import { makeOperator } from './make-operator.ts';
import { openOperator } from './open-operator.ts';
import { pemOf } from './signing-keys.ts';

const options = {
  folder: { type: 'string' },
  operator: { type: 'string' },
  name: { type: 'string' },
  'release-key': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `kontoret operator init`. */
export async function runInit(args: readonly string[]): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const { folder, operator, 'release-key': releaseFile } = parsed.values;
  if (folder === undefined) return misused('Where to? --folder is missing.');
  const id = OperatorId.safeParse(operator);
  if (!id.success) return misused('--operator: lower-case letters, digits and hyphens, 1–63 characters.');
  const name = freeLine(64).safeParse(parsed.values.name ?? `Broker authority of ${id.data}`.slice(0, 64));
  if (!name.success) return misused('--name: one line of 1–64 characters.');
  const releaseKey = releaseFile === undefined ? ok(null) : readReleaseKey(releaseFile);
  if (!releaseKey.ok) return refused(releaseKey.error);
  const made = await makeOperator(folder, { id: id.data, name: name.data, releaseKey: releaseKey.value }, new Date());
  return made.ok ? told(folder) : refused(made.error);
}

function told(folder: string): Outcome {
  const opened = openOperator(folder);
  if (!opened.ok) return refused(opened.error);
  const { id, publicKey, files } = opened.value;
  const fingerprint = fingerprintOf(createPublicKey(publicKey));
  return {
    exit: EXIT.done,
    lines: [
      `Operator ${id}: ${folder}`,
      `Its key: ${fingerprint}`,
      'Whoever has this folder has the offices. Without it none gets a new bundle: keep a copy where nobody else comes.',
    ],
    told: {
      outcome: 'done',
      operator: id,
      folder,
      fingerprint,
      authority: files.authority,
      commandKey: files.commandKey,
    },
  };
}

/** Written anew from what was read, so that nothing but a public key goes into bundles. */
function readReleaseKey(file: string): Result<string, FileFault> {
  const text = readTextFile(file);
  if (!text.ok) return text;
  const key = /PRIVATE KEY/.test(text.value) ? null : publicKeyOf(text.value);
  return key?.asymmetricKeyType === 'ed25519'
    ? ok(pemOf(key))
    : err({ code: 'file-malformed', detail: `${file}: it is no public Ed25519 key in PEM` });
}
