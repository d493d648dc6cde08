import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { flushFolder } from './flush-folder.ts';

export type WriteFault = { readonly code: 'file-exists' | 'cannot-create'; readonly detail: string };

/** A file with its content on the disk, under another name as yet. */
export type Unfinished = { readonly file: string; readonly part: string };

/** Writes a file's content beside it. What is left of an earlier one that was cut short is written over. */
export function beginFile(file: string, content: string | Uint8Array, mode: number): Result<Unfinished, WriteFault> {
  const part = `${file}.part`;
  return attempt(file, () => {
    rmSync(part, { force: true });
    writeFileSync(part, content, { mode, flag: 'wx', flush: true });
    return { file, part };
  });
}

/** Gives it its name, at once and for good. A file that has the name is kept, unless it may be replaced. */
export function finishFile({ file, part }: Unfinished, { replace }: { readonly replace: boolean }) {
  return attempt(file, () => {
    if (replace) renameSync(part, file);
    else nameOnce(part, file);
    flushFolder(dirname(file));
  });
}

/** As link(2) does it, which takes no name that is taken; the vfat of a USB stick knows no links (EPERM). */
export function nameOnce(part: string, file: string, link = linkSync): void {
  try {
    link(part, file);
    rmSync(part);
  } catch (cause) {
    const linkless = cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
    if (!linkless || existsSync(file)) throw cause;
    renameSync(part, file);
  }
}

export function giveUpFile({ part }: Unfinished): void {
  rmSync(part, { force: true });
}

/** A file that is there as a whole or not at all, after a power cut too. `file-exists` where it is there already. */
export function writeNewFile(file: string, content: string | Uint8Array, mode: number): Result<void, WriteFault> {
  return writeWhole(file, content, mode, { replace: false });
}

/** The same, in the place of a file that has the name. */
export function replaceFile(file: string, content: string | Uint8Array, mode: number): Result<void, WriteFault> {
  return writeWhole(file, content, mode, { replace: true });
}

function writeWhole(
  file: string,
  content: string | Uint8Array,
  mode: number,
  how: { readonly replace: boolean },
): Result<void, WriteFault> {
  const begun = beginFile(file, content, mode);
  if (!begun.ok) return begun;
  const finished = finishFile(begun.value, how);
  if (!finished.ok) giveUpFile(begun.value);
  return finished;
}

/** `path`: what the fault is told of. Anything but a fault of the file system is thrown on. */
export function attempt<T>(path: string, write: () => T): Result<T, WriteFault> {
  try {
    return ok(write());
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) throw cause;
    const exists = cause.code === 'EEXIST' || cause.code === 'ENOTEMPTY';
    return err({ code: exists ? 'file-exists' : 'cannot-create', detail: `${path}: ${cause.message}` });
  }
}
