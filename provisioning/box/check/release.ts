import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Places } from '../../files/places.ts';
import { readJsonFile } from '../../files/text-file.ts';
import { type Finding, fault, warn, well } from './finding.ts';

const Release = z.object({ version: z.string().max(40) });

/** Which release is to run, which one the package brought, and whether the controller that answers is of it. */
export function releaseFinding(places: Places, running: string | null): Finding {
  const part = 'release';
  const [packaged, current] = [places.packagedRelease, places.currentRelease].map(versionOf);
  if (current === null)
    return running === null
      ? fault(part, 'there is none', 'apt install ak-controller, then kontoret box install.')
      : warn(part, `${running} runs, not from a release`, 'A box of an office is installed from its package.');
  const from = isPackaged(places) ? 'the packaged one' : `an update; packaged: ${packaged ?? 'none'}`;
  const says = `${current} (${from})`;
  if (running !== null && running !== current)
    return warn(part, `${says}, but ${running} runs`, 'systemctl restart ak-controller, outside opening hours.');
  return well(part, says);
}

function isPackaged({ currentRelease, packagedRelease }: Places): boolean {
  try {
    return realpathSync(currentRelease) === realpathSync(packagedRelease);
  } catch {
    return false;
  }
}

/** Null where there is no release. */
function versionOf(release: string): string | null {
  const read = readJsonFile(join(release, 'release.json'), Release);
  return read.ok ? read.value.version : null;
}
