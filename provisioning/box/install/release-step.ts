import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { ok } from '../../../device/contract/result.ts';
import { placesOf } from '../places.ts';
import { syncFolder } from './put-file.ts';
import { type Step, withoutThrowing } from './step.ts';

/** That some release runs: the packaged one, where no update has chosen another. */
export function releaseStep(link: string): Step {
  return {
    name: 'release',
    async check() {
      const stat = lstatSync(link, { throwIfNoEntry: false });
      return stat?.isSymbolicLink() && readlinkSync(link) !== '' ? 'right' : `${link} is missing`;
    },
    apply: async () =>
      withoutThrowing(() => {
        rmSync(`${link}.part`, { force: true });
        symlinkSync(placesOf('/').packagedRelease, `${link}.part`);
        renameSync(`${link}.part`, link);
        syncFolder(dirname(link));
        return ok(undefined);
      }),
  };
}
