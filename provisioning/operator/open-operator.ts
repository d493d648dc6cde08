import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { CommandKey } from '../../device/contract/broker-config.ts';
import { OperatorId } from '../../device/contract/ids.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { readJsonFile, readTextFile } from '../files/text-file.ts';
import { filesOf, type OperatorFiles } from './operator-files.ts';
import { pemOf } from './signing-keys.ts';

const About = z.strictObject({
  format: z.literal('ak-operator/1'),
  operator: OperatorId,
  name: z.string(),
  createdAt: z.iso.datetime(),
});

const CommandKeys = z.array(CommandKey).min(1).max(50);

/** All that an operator has, read into memory. */
export type Operator = {
  readonly id: OperatorId;
  readonly files: OperatorFiles;
  readonly authority: { readonly certificate: string; readonly key: KeyObject };
  /** Signs bundles. */
  readonly key: KeyObject;
  /** PEM, SPKI. */
  readonly publicKey: string;
  readonly releaseKey: string;
  /** 32 bytes, as base64. */
  readonly credentialKey: string;
  readonly commandKeys: readonly CommandKey[];
};

export type OperatorFault = {
  readonly code: 'no-operator' | 'file-unreadable' | 'file-malformed' | 'file-not-private';
  readonly detail: string;
};

/** Reads an operator's folder. A secret that others may read is one no more, and refuses the whole. */
export function openOperator(folder: string): Result<Operator, OperatorFault> {
  const files = filesOf(folder);
  if (!existsSync(files.about))
    return err({ code: 'no-operator', detail: `${folder}: no operator was made here; kontoret operator init does` });
  const about = readJsonFile(files.about, About);
  if (!about.ok) return about;
  const commandKeys = readJsonFile(files.commandKeys, CommandKeys);
  if (!commandKeys.ok) return commandKeys;
  const certificate = readTextFile(files.authority);
  if (!certificate.ok) return certificate;
  const releaseKey = readTextFile(files.releasePublic);
  if (!releaseKey.ok) return releaseKey;
  const secrets = readSecrets(files);
  if (!secrets.ok) return secrets;
  const { authorityKey, key, credentialKey } = secrets.value;
  return ok({
    id: about.value.operator,
    files,
    authority: { certificate: certificate.value, key: authorityKey },
    key,
    publicKey: pemOf(key),
    releaseKey: releaseKey.value,
    credentialKey,
    commandKeys: commandKeys.value,
  });
}

function readSecrets(files: OperatorFiles) {
  const authorityKey = readPrivateKey(files.authorityKey, 'ec');
  if (!authorityKey.ok) return authorityKey;
  const key = readPrivateKey(files.operatorKey, 'ed25519');
  if (!key.ok) return key;
  const credentialKey = readSecret(files.credentialKey);
  if (!credentialKey.ok) return credentialKey;
  if (credentialKey.value.length !== 32) return malformed(files.credentialKey, 'it is not 32 bytes');
  return ok({
    authorityKey: authorityKey.value,
    key: key.value,
    credentialKey: credentialKey.value.toString('base64'),
  });
}

function readPrivateKey(file: string, kind: 'ec' | 'ed25519'): Result<KeyObject, OperatorFault> {
  const secret = readSecret(file);
  if (!secret.ok) return secret;
  try {
    const key = createPrivateKey(secret.value);
    if (key.asymmetricKeyType === kind) return ok(key);
  } catch {
    // What OpenSSL says of a text that is no key helps nobody.
  }
  return malformed(file, `it is no private key (${kind}) in PEM`);
}

function readSecret(file: string): Result<Buffer, OperatorFault> {
  try {
    if ((statSync(file).mode & 0o077) !== 0)
      return err({ code: 'file-not-private', detail: `${file}: others may read it; chmod 600, if nobody has` });
    return ok(readFileSync(file));
  } catch (cause) {
    return err({ code: 'file-unreadable', detail: cause instanceof Error ? cause.message : String(cause) });
  }
}

function malformed(file: string, what: string): Result<never, OperatorFault> {
  return err({ code: 'file-malformed', detail: `${file}: ${what}` });
}
