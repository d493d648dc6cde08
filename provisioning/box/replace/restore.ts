import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import { parseJson } from '../../files/text-file.ts';
import type { Around } from '../around.ts';
import type { StepFault } from '../install/step.ts';
import { runLogCommand } from '../log-command.ts';

const Told = z.object({ code: z.string(), detail: z.string().optional() });

/** Puts the database and the keys of a backup in place, by the box's own command: checked as a whole before any of it. */
export async function restoreBackup(
  { backup, identity }: { readonly backup: string; readonly identity: string },
  places: Places,
  around: Around,
): Promise<Result<void, StepFault>> {
  const ran = await runLogCommand(around, places, ['restore', '--from', backup, '--identity', identity]);
  if (ran?.status === 0) return ok(undefined);
  const told = Told.safeParse(parseJson(ran?.output ?? '')).data;
  return err({
    code: told?.code ?? 'restore-failed',
    detail: told?.detail ?? 'the release on this box has no command to restore with, or it broke',
  });
}
