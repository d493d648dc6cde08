import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, type Encrypter } from 'age-encryption';
import { z } from 'zod';
import { BoxClient } from '../access-file/box-client.ts';
import { isFileFault, readBoxFolder } from '../access-file/box-folder.ts';
import { EXIT } from '../access-file/exit-codes.ts';
import { failed, type Outcome, refusedByBox } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import { BootId, OfficeId, OperatorId } from '../contract/ids.ts';
import { appendWhileStopped, checkDatabase, copyDatabase } from '../storage/copy-database.ts';
import { encrypterFor, unwritable, type Written, writeEncrypted } from './age-file.ts';
import { containerOf, type Header, PARTS, type PartName, partOf, unpack } from './backup-container.ts';
import { enterBackupWorkshop } from './workshops.ts';

export type BackupOptions = {
  readonly recipients: readonly string[];
  /** A folder. */
  readonly out: string;
  /** How many of this office stay there; null: all. */
  readonly keep: number | null;
  /** Of a file by which what was written is decrypted and checked; null: it is read back as it is. */
  readonly identity: string | null;
};

const ENDING = '.akbackup.age';
/** What stands between an office's name and that. */
const TIME = /^-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z$/;

const Seal = z.looseObject({ signed: z.string() });
/** It becomes the name of a file, and whoever makes a backup may be root. */
const OfficeName = z.tuple([OperatorId, OfficeId]);

/** Copies the database while the box goes on, and writes it with its keys, encrypted; one backup at a time. */
export async function makeBackup(options: BackupOptions, dataFolder: string, progress: Progress): Promise<Outcome> {
  const encrypter = encrypterFor(options.recipients);
  if (encrypter === null) return failed(EXIT.usage, 'recipient-malformed', '--to wants age recipients: age1…');
  const unread = options.identity === null ? null : unreadable(options.identity);
  if (unread !== null) return unread;
  const workshop = enterBackupWorkshop(dataFolder);
  if (workshop === null)
    return failed(EXIT.tryAgain, 'backup-under-way', 'Another backup is being made: wait for its end');
  try {
    return await writeBackup(options, { encrypter, dataFolder, workshop: workshop.folder, progress });
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    const isOurs = 'path' in cause && String(cause.path).startsWith(`${dataFolder}/`);
    return isOurs ? failed(EXIT.noInput, 'file-unreadable', cause.message) : unwritable(options.out);
  } finally {
    progress.end();
    workshop.leave();
  }
}

type Making = {
  readonly encrypter: Encrypter;
  readonly dataFolder: string;
  readonly workshop: string;
  readonly progress: Progress;
};

async function writeBackup(options: BackupOptions, making: Making): Promise<Outcome> {
  const { encrypter, dataFolder, workshop, progress } = making;
  const copy = join(workshop, 'kiosk.sqlite');
  progress.begin('Copying', 'measured');
  await copyDatabase(join(dataFolder, 'kiosk.sqlite'), copy, (done, total) => progress.reached(done, total));
  const checked = checkDatabase(copy);
  if (!checked.ok) return failed(EXIT.refused, checked.error.code, `The copy is broken: ${checked.error.message}`);
  const fileOf = (name: PartName) => (name === 'kiosk.sqlite' ? copy : join(dataFolder, name));
  const header = await headerOf(dataFolder, checked.value.schemaVersion, fileOf);
  const file = join(options.out, nameOf(header));
  progress.begin('Encrypting', 'unmeasured');
  const written = await writeEncrypted(file, encrypter, containerOf(header, fileOf));
  const wrong = await readBack(file, written, options.identity, join(workshop, 'read-back'));
  if (wrong !== null) {
    rmSync(file);
    return failed(EXIT.refused, 'backup-broken', `${file} was not what was written, and is gone: ${wrong}`);
  }
  const audited = await audit(dataFolder, written.bytes);
  if (audited !== null) return audited;
  if (options.keep !== null) removeOlder(options.out, header.office, options.keep);
  const lines = [`Backed up to ${file}: ${written.bytes} bytes, ${checked.value.rows} rows of the log.`];
  return { exit: EXIT.done, lines, told: { ok: true, file, ...written, rows: checked.value.rows } };
}

async function headerOf(
  dataFolder: string,
  schemaVersion: number,
  fileOf: (name: PartName) => string,
): Promise<Header> {
  const parts = await Promise.all(PARTS.map((name) => partOf(name, fileOf(name))));
  return { format: 'ak-backup/1', madeAtMs: Date.now(), office: officeOf(dataFolder), schemaVersion, parts };
}

/** As the box signs itself. One that has signed nothing yet, or whose last seal the power cut, has no name here. */
function officeOf(dataFolder: string): string {
  try {
    const seal: unknown = JSON.parse(readFileSync(join(dataFolder, 'log-head.json'), 'utf8'));
    return OfficeName.parse(Seal.parse(seal).signed.split('\n')[1]?.split('/')).join('-');
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError || isFileFault(cause))) throw cause;
    return 'office';
  }
}

/** Null when it can be read: a backup is not written first and then found not to be checked. */
function unreadable(file: string): Outcome | null {
  try {
    readFileSync(file);
    return null;
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    return failed(EXIT.noInput, 'file-unreadable', cause.message);
  }
}

function nameOf({ office, madeAtMs }: Header): string {
  return `${office}-${new Date(madeAtMs).toISOString().replaceAll(':', '')}${ENDING}`;
}

/** What is wrong with what lies there now; null when it is right. */
async function readBack(
  file: string,
  { bytes, sha256 }: Written,
  identity: string | null,
  folder: string,
): Promise<string | null> {
  const digest = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file)) {
    digest.update(chunk);
    size += chunk.length;
  }
  if (size !== bytes || digest.digest('hex') !== sha256) return 'other bytes were read back';
  if (identity === null) return null;
  mkdirSync(folder, { mode: 0o700 });
  const opened = await decrypted(file, readFileSync(identity, 'utf8'));
  if (opened === null) return 'the identity does not read it';
  const unpacked = await unpack(opened, (name) => join(folder, name));
  return unpacked.ok ? null : unpacked.error.message;
}

/** Null when it is no age file, or not for this identity. */
export async function decrypted(file: string, identity: string): Promise<AsyncIterable<Uint8Array> | null> {
  const decrypter = new Decrypter();
  try {
    for (const line of identity.split('\n')) if (line.startsWith('AGE-SECRET-KEY-')) decrypter.addIdentity(line.trim());
    return await decrypter.decrypt(ReadableStream.from(createReadStream(file)) as ReadableStream<Uint8Array>);
  } catch (cause) {
    if (isFileFault(cause)) throw cause;
    return null;
  }
}

/** By the box; while none runs, by this command. Null when it is in the log. */
async function audit(dataFolder: string, bytes: number): Promise<Outcome | null> {
  const folder = readBoxFolder(dataFolder);
  const asked =
    folder && (await new BoxClient(folder).ask('POST', 'admin/audit', z.unknown(), { type: 'backup-made', bytes }));
  if (asked?.ok) return null;
  if (asked && asked.error.code !== 'box-not-running') return refusedByBox(asked.error);
  const event = { type: 'backup-made', bytes, by: 'admin' } as const;
  const database = join(dataFolder, 'kiosk.sqlite');
  const appended = appendWhileStopped(database, BootId.parse(randomUUID()), [event], Date.now());
  if (appended) return null;
  return failed(
    EXIT.tryAgain,
    'audit-failed',
    'The backup is made, and could not be put into the log: make it once more',
  );
}

/**
 * Names end with their time, so that their order is that of their making. An office whose name begins with this one's is
 * another.
 */
function removeOlder(folder: string, office: string, keep: number): void {
  const ours = readdirSync(folder).filter(
    (name) => name.startsWith(office) && name.endsWith(ENDING) && TIME.test(name.slice(office.length, -ENDING.length)),
  );
  for (const name of ours.sort().slice(0, -keep)) rmSync(join(folder, name));
}
