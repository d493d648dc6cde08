import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ok } from '../../../device/contract/result.ts';
import { flushFolder } from '../../files/flush-folder.ts';
import type { Owner } from '../../files/put-file.ts';
import { rightsDifference } from './file-step.ts';
import { type Step, withoutThrowing } from './step.ts';

export type WantedFolder = { readonly path: string; readonly mode: number; readonly owner: () => Owner | null };

/** That a folder is there with this mode and owner; what is in it is left. */
export function folderStep(name: string, { path, mode, owner }: WantedFolder): Step {
  return {
    name,
    async check() {
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat === undefined) return `${path} is missing`;
      if (!stat.isDirectory()) return `${path} is no folder`;
      return rightsDifference(path, stat, { mode, owner: owner() });
    },
    apply: async () =>
      withoutThrowing(() => {
        mkdirSync(path, { recursive: true, mode });
        const wanted = owner();
        if (wanted !== null) chownSync(path, wanted.user, wanted.group);
        chmodSync(path, mode);
        flushFolder(dirname(path));
        return ok(undefined);
      }),
  };
}
