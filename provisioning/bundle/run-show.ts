import { createPublicKey, X509Certificate } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { type Asker, GivenUp } from '../command-line/asker.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { type FileFault, readTextFile } from '../files/text-file.ts';
import type { Bundle } from './bundle.ts';
import { fingerprintOf } from './fingerprint.ts';
import { LARGEST_BUNDLE, openBundle } from './open-bundle.ts';
import { readPassphrase } from './passphrase.ts';
import { misused, refused } from './refused.ts';

const options = {
  file: { type: 'string' },
  'passphrase-file': { type: 'string' },
  'operator-key': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `kontoret bundle show`: what is in a bundle, and none of its secrets. */
export async function runBundleShow(args: readonly string[], ask: Asker): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return misused(parsed.wrong);
  const { file, 'passphrase-file': passphraseFile, 'operator-key': keyFile } = parsed.values;
  if (file === undefined) return misused('Which? --file is missing.');
  if (passphraseFile === undefined && !ask.present)
    return misused('--passphrase-file is missing, and nobody is there to ask.');
  const key = keyFile === undefined ? ok(null) : readTextFile(keyFile);
  if (!key.ok) return refused(key.error);
  const bytes = readBundleFile(file);
  if (!bytes.ok) return refused(bytes.error);
  const passphrase = await passphraseFor(passphraseFile, ask);
  if (!passphrase.ok) return refused(passphrase.error);
  const opened = await openBundle(bytes.value, passphrase.value, key.value);
  return opened.ok ? shown(opened.value) : refused(opened.error);
}

/** No more of it than `openBundle` looks at, and a byte that tells that there is more. */
export function readBundleFile(file: string): Result<Uint8Array, FileFault> {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(LARGEST_BUNDLE + 1);
      return ok(bytes.subarray(0, readSync(handle, bytes)));
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    return err({ code: 'file-unreadable', detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** Of a file, or of whoever sits at the terminal. */
export async function passphraseFor(file: string | undefined, ask: Asker) {
  if (file !== undefined) return readPassphrase(file);
  try {
    return ok(await ask.secret('Install code or passphrase'));
  } catch (cause) {
    if (cause instanceof GivenUp) return err({ code: 'given-up', detail: 'Nothing was done.' } as const);
    throw cause;
  }
}

function shown(bundle: Bundle): Outcome {
  const { operator, office, serial, issuedAt, config, brokerCertificate, operatorKey, releaseKey } = bundle;
  const { serialNumber, validToDate } = new X509Certificate(brokerCertificate);
  const notAfter = validToDate.toISOString();
  const fingerprint = fingerprintOf(createPublicKey(operatorKey));
  const release = releaseKey === null ? null : fingerprintOf(createPublicKey(releaseKey));
  return {
    exit: EXIT.done,
    lines: [
      `Bundle ${serial} of ${operator}/${office}, made ${issuedAt}`,
      `Signed by: ${fingerprint}`,
      `Releases are signed by: ${release ?? 'nobody; updates come by other ways'}`,
      `Certificate ${serialNumber}, good until ${notAfter.slice(0, 10)}`,
      JSON.stringify(config, null, 2),
    ],
    told: {
      ...{ outcome: 'done', operator, office, serial, issuedAt, fingerprint, releaseFingerprint: release },
      ...{ certificate: { serial: serialNumber, notAfter }, config },
    },
  };
}
