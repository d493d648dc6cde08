import { existsSync } from 'node:fs';

const TIMESYNC = '/run/systemd/timesync';

/**
 * Whether systemd-timesyncd has set the clock since the start: it then makes the file `synchronized`
 * (systemd-timesyncd.service(8)). Null on a system without it.
 */
export function clockSynchronised(folder: string = TIMESYNC): boolean | null {
  return existsSync(folder) ? existsSync(`${folder}/synchronized`) : null;
}
