import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandType } from '../../device/contract/feed/commands.ts';
import type { OperatorId } from '../../device/contract/ids.ts';
import { err, type Result } from '../../device/contract/result.ts';
import { flushFolder } from '../files/flush-folder.ts';
import { attempt, type WriteFault } from '../files/new-file.ts';
import { makeAuthority } from './certificates.ts';
import { filesOf } from './operator-files.ts';
import { makeSigningKey, rawPublicKey } from './signing-keys.ts';

export type NewOperator = {
  readonly id: OperatorId;
  /** Of the authority, in its certificate. */
  readonly name: string;
  /** PEM, of whoever makes releases; null has a key made for it here. */
  readonly releaseKey: string | null;
};
export type InitFault = WriteFault | { readonly code: 'operator-exists' | 'init-cut-short'; readonly detail: string };

const SECRET = 0o600;
const OPEN = 0o644;

/**
 * Makes an operator's folder as a whole: it is filled under another name, and has its own only once every byte of it is on
 * the disk. What a power cut leaves is never used, and never taken away: a person does that.
 */
export async function makeOperator(folder: string, operator: NewOperator, now: Date): Promise<Result<void, InitFault>> {
  const whole = resolve(folder);
  const part = `${whole}.part`;
  if (isTaken(whole))
    return err({ code: 'operator-exists', detail: `${folder} is there already; nothing was changed` });
  if (existsSync(part))
    return err({ code: 'init-cut-short', detail: `${part} is left of an init that was cut short: remove it` });
  const contents = await contentsOf(part, operator, now);
  const begun = attempt(folder, () => mkdirSync(part, { mode: 0o700 }));
  if (!begun.ok) return begun;
  const made = attempt(folder, () => {
    mkdirSync(filesOf(part).offices, { mode: 0o700 });
    for (const [file, content, mode] of contents) writeFileSync(file, content, { mode, flag: 'wx', flush: true });
    flushFolder(part);
    renameSync(part, whole);
    flushFolder(dirname(whole));
  });
  if (!made.ok) rmSync(part, { recursive: true, force: true });
  return made;
}

/** An empty folder is as good as none. */
function isTaken(folder: string): boolean {
  const names = attempt(folder, () => readdirSync(folder));
  return names.ok ? names.value.length > 0 : existsSync(folder);
}

async function contentsOf(folder: string, { id, name, releaseKey }: NewOperator, now: Date) {
  const files = filesOf(folder);
  const authority = await makeAuthority(name, now);
  const operator = makeSigningKey();
  const command = makeSigningKey();
  const release = releaseKey === null ? makeSigningKey() : { key: null, publicKey: releaseKey };
  const commandKeys = [{ id: 'operator', publicKey: rawPublicKey(command.publicKey), rights: CommandType.options }];
  const about = { format: 'ak-operator/1', operator: id, name, createdAt: now.toISOString() };
  return [
    [files.authorityKey, authority.key, SECRET],
    [files.authority, authority.certificate, OPEN],
    [files.operatorKey, operator.key, SECRET],
    [files.operatorPublic, operator.publicKey, OPEN],
    [files.commandKey, command.key, SECRET],
    [files.commandKeys, json(commandKeys), OPEN],
    ...(release.key === null ? [] : [[files.releaseKey, release.key, SECRET] as const]),
    [files.releasePublic, release.publicKey, OPEN],
    [files.credentialKey, randomBytes(32), SECRET],
    [files.about, json(about), OPEN],
  ] as const;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
