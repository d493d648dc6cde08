import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Bundle } from '../../bundle/bundle.ts';
import { parseJson, readTextFile } from '../../files/text-file.ts';
import type { StepFault } from '../install/step.ts';

/** The first line of a backup (device/log-file/backup-container.ts), as far as it is needed here. */
const Header = z.object({
  format: z.literal('ak-backup/1'),
  madeAtMs: z.int().min(0),
  office: z.string(),
  parts: z.array(z.object({ name: z.string(), sha256: z.string() })),
});
export type BackupHeader = z.infer<typeof Header>;

const LONGEST_HEADER = 4_096;
/** What a box calls its office in a backup while it has signed nothing yet. */
const UNNAMED = 'office';

/** What a backup says of itself, without a look at the rest. */
export async function backupHeader(file: string, identityFile: string): Promise<Result<BackupHeader, StepFault>> {
  const identity = readTextFile(identityFile);
  if (!identity.ok) return identity;
  const line = await firstLine(file, identity.value);
  if (!line.ok) return line;
  const header = Header.safeParse(parseJson(line.value));
  return header.success ? ok(header.data) : err({ code: 'backup-foreign', detail: `${file} is no backup of a box` });
}

/** Whether the bundle is for the box whose backup this is: the same office, whose cards are known by the same key. */
export function belongTogether(header: BackupHeader, bundle: Bundle): Result<void, StepFault> {
  const office = `${bundle.operator}-${bundle.office}`;
  if (header.office !== office && header.office !== UNNAMED)
    return err({ code: 'other-office', detail: `the backup is of ${header.office}` });
  const key = createHash('sha256').update(Buffer.from(bundle.credentialKey, 'base64')).digest('hex');
  const backedUp = header.parts.find(({ name }) => name === 'credential.key')?.sha256;
  return backedUp === key
    ? ok(undefined)
    : err({
        code: 'credential-key-other',
        detail: 'the cards of the backup are known by another key than the bundle’s',
      });
}

async function firstLine(file: string, identity: string): Promise<Result<string, StepFault>> {
  const decrypter = new Decrypter();
  const source = createReadStream(file);
  try {
    for (const line of identity.split('\n')) if (/^AGE-SECRET-KEY-/.test(line)) decrypter.addIdentity(line.trim());
    let text = '';
    for await (const chunk of await decrypter.decrypt(Readable.toWeb(source))) {
      text += Buffer.from(chunk).toString('latin1');
      if (text.includes('\n') || text.length > LONGEST_HEADER) break;
    }
    return ok(text.split('\n', 1)[0] ?? '');
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return err({ code: 'file-unreadable', detail: cause.message });
    // The library tells by what it throws alone.
    return err({ code: 'identity-wrong', detail: `${file} is not encrypted to this identity, or is no backup` });
  } finally {
    source.destroy();
  }
}
