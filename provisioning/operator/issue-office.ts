import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { OfficeId } from '../../device/contract/ids.ts';
import { ok } from '../../device/contract/result.ts';
import { fingerprintOf } from '../bundle/fingerprint.ts';
import { makeInstallCode } from '../bundle/install-code.ts';
import { readNewPassphrase } from '../bundle/passphrase.ts';
import { refused } from '../bundle/refused.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import type { Outcome } from '../command-line/outcome.ts';
import { boxConfig } from './box-config.ts';
import { type Drawn, drawQr } from './draw-qr.ts';
import { filesToBring } from './files-to-bring.ts';
import { type IssuedBundle, issueBundle } from './issue-bundle.ts';
import type { OfficeArguments } from './office-arguments.ts';
import type { GivenConfig, Issued } from './office-register.ts';
import type { Operator } from './open-operator.ts';

/** What tests set otherwise. */
export type Issuing = { readonly workFactor?: number; readonly now?: () => Date };

type Office = OfficeArguments & {
  readonly office: OfficeId;
  readonly given: GivenConfig;
  readonly earlier: readonly Issued[];
};

/** Makes the bundle and its QR code, and tells how it is opened: an install code that was made here is told this once. */
export async function issueOffice(operator: Operator, office: Office, { workFactor, now }: Issuing): Promise<Outcome> {
  const config = boxConfig(office.given, operator);
  if (!config.ok) return refused(config.error);
  if (office.qr !== null && existsSync(office.qr))
    return refused({ code: 'file-exists', detail: `${office.qr} is there already` });
  const code = office.passphraseFile === null ? makeInstallCode() : null;
  const passphrase = office.passphraseFile === null ? ok(code ?? '') : readNewPassphrase(office.passphraseFile);
  if (!passphrase.ok) return refused(passphrase.error);
  const work = workFactor === undefined ? {} : { workFactor };
  const issue = { ...office, config: config.value, passphrase: passphrase.value, ...work };
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
