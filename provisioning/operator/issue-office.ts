import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { OfficeId } from '../../device/contract/ids.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { filesToBring } from '../bundle/files-to-bring.ts';
import { fingerprintOf } from '../bundle/fingerprint.ts';
import { makeInstallCode } from '../bundle/install-code.ts';
import { type PassphraseFault, readNewPassphrase } from '../bundle/passphrase.ts';
import { refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import type { WriteFault } from '../files/new-file.ts';
import { boxConfig } from './box-config.ts';
import { type Drawn, drawQr } from './draw-qr.ts';
import { type IssuedBundle, issueBundle } from './issue-bundle.ts';
import type { OfficeArguments } from './office-arguments.ts';
import type { GivenConfig, Issued } from './office-register.ts';
import type { Operator } from './open-operator.ts';

/** What tests set otherwise. */
export type Issuing = { readonly workFactor?: number; readonly now?: () => Date };

/** What the bundle is locked with, and the code when it was made here. */
export type BundleLock = { readonly passphrase: string; readonly code: string | null };

type Office = OfficeArguments & {
  readonly office: OfficeId;
  readonly given: GivenConfig;
  readonly earlier: readonly Issued[];
  readonly lock: BundleLock;
};

/** What can be known to be in the way before anybody is asked anything. */
export function lockFor({
  passphraseFile,
  out,
  qr,
}: OfficeArguments): Result<BundleLock, PassphraseFault | WriteFault> {
  const taken = [out, ...(qr === null ? [] : [qr])].find((file) => existsSync(file));
  if (taken !== undefined) return err({ code: 'file-exists', detail: `${taken} is there already` });
  if (passphraseFile === null) {
    const code = makeInstallCode();
    return ok({ passphrase: code, code });
  }
  const passphrase = readNewPassphrase(passphraseFile);
  return passphrase.ok ? ok({ passphrase: passphrase.value, code: null }) : passphrase;
}

/** Makes the bundle and its QR code, and tells how it is opened: an install code that was made here is told this once. */
export async function issueOffice(operator: Operator, office: Office, { workFactor, now }: Issuing): Promise<Outcome> {
  const config = boxConfig(office.given, operator);
  if (!config.ok) return refused(config.error);
  const work = workFactor === undefined ? {} : { workFactor };
  const { passphrase, code } = office.lock;
  const issue = { ...office, config: config.value, passphrase, ...work };
  const issued = await issueBundle(operator, issue, now?.() ?? new Date());
  if (!issued.ok) return refused(issued.error);
  const qr = office.qr === null ? null : await drawQr(issued.value.bytes, office.qr);
  return told(operator, office, issued.value, { code, qr, bring: filesToBring(config.value) });
}

type Rest = { readonly code: string | null; readonly qr: Drawn | null; readonly bring: readonly string[] };

function told(operator: Operator, { office, out }: Office, { bytes, issued }: IssuedBundle, rest: Rest): Outcome {
  const { serial, certificate } = issued;
  const { code, qr, bring } = rest;
  const fingerprint = fingerprintOf(createPublicKey(operator.publicKey));
  return {
    exit: EXIT.done,
    lines: [
      `Bundle ${serial} of ${operator.id}/${office}: ${out} (${bytes.length} bytes)`,
      `Its certificate is good until ${certificate.notAfter.slice(0, 10)}.`,
      ...(qr === null ? [] : [qr.file === null ? `No QR code: ${qr.detail}` : `QR code: ${qr.file}`]),
      ...bring.map((file) => `Bring to the box yourself, it is in no bundle: ${file}`),
      `The operator’s key, which the box shows: ${fingerprint}`,
      ...(code === null ? [] : [`Install code: ${code}`, 'It is told this once. Send it another way than the bundle.']),
    ],
    told: {
      ...{ outcome: 'done', operator: operator.id, office, serial, file: out, bytes: bytes.length, certificate },
      ...{ qr, bring, fingerprint },
      ...(code === null ? {} : { installCode: code }),
    },
  };
}
