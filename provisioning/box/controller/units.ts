import { err, ok, type Result } from '../../../device/contract/result.ts';
import { CONTROLLER_UNIT, KIOSK_UNIT } from '../../files/places.ts';
import type { Around } from '../around.ts';

export type UnitFault = { readonly code: 'systemctl-failed'; readonly detail: string };

/** systemctl(1); a machine without it has no units, and nothing to do. */
async function systemctl({ run }: Pick<Around, 'run'>, ...args: readonly string[]): Promise<Result<void, UnitFault>> {
  const ran = await run('systemctl', args);
  if (ran === null || ran.status === 0) return ok(undefined);
  return err({ code: 'systemctl-failed', detail: `systemctl ${args.join(' ')} ended with ${ran.status}` });
}

/** With what lies on the disk now; the screen, where it runs, with the tokens that the controller has then made. */
export async function restartUnits(around: Pick<Around, 'run'>): Promise<Result<void, UnitFault>> {
  await systemctl(around, 'daemon-reload');
  // A kind of device means nothing to the unit while its module is away: what is plugged in later would stay shut to it.
  await systemctl(around, 'restart', 'systemd-modules-load.service');
  const restarted = await systemctl(around, 'restart', CONTROLLER_UNIT);
  await systemctl(around, 'try-restart', KIOSK_UNIT);
  return restarted;
}
