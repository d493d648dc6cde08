import { lstatSync, readFileSync } from 'node:fs';
import { ok } from '../../../device/contract/result.ts';
import type { Owner } from '../../files/put-file.ts';
import { type FileAsWanted, putFile } from '../../files/put-file.ts';
import { type Step, withoutThrowing } from './step.ts';

/** A file of which `owner` is known only once the users are made. */
export type WantedFile = Omit<FileAsWanted, 'owner'> & { readonly owner: () => Owner | null };

/** That a file is there with this content, mode and owner. */
export function fileStep(name: string, wanted: WantedFile): Step {
  return {
    name,
    check: async () => differenceOf(wanted),
    apply: async () =>
      withoutThrowing(() => {
        putFile({ ...wanted, owner: wanted.owner() });
        return ok(undefined);
      }),
  };
}

function differenceOf({ path, content, mode, owner }: WantedFile): 'right' | string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return `${path} is missing`;
  if (!stat.isFile()) return `${path} is no plain file`;
  if (!readFileSync(path).equals(Buffer.from(content))) return `${path} has other content`;
  return rightsDifference(path, stat, { mode, owner: owner() });
}

type Rights = { readonly mode: number; readonly owner: Owner | null };
type Found = { readonly mode: number; readonly uid: number; readonly gid: number };

/** How mode and owner differ; the owner only where one is wanted. */
export function rightsDifference(path: string, found: Found, { mode, owner }: Rights): 'right' | string {
  const isMode = found.mode & 0o7777;
  if (isMode !== mode) return `${path} has mode ${isMode.toString(8)}, not ${mode.toString(8)}`;
  if (owner !== null && (found.uid !== owner.user || found.gid !== owner.group)) return `${path} has another owner`;
  return 'right';
}
