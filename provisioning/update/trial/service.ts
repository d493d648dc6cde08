import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CONTROLLER_UNIT } from '../../files/places.ts';

/**
 * Who starts and stops the controller. Neither tells whether that went well: the door itself says how it is. Resolves
 * when the controller is gone, or was told to start.
 */
export type Service = { stop(): Promise<void>; start(): Promise<void> };

/** By systemd (systemctl(1)). */
export const systemdService: Service = {
  stop: () => systemctl('stop', CONTROLLER_UNIT),
  start: async () => {
    // A unit that has failed too often for its start limit is started all the same.
    await systemctl('reset-failed', CONTROLLER_UNIT);
    await systemctl('--no-block', 'start', CONTROLLER_UNIT);
  },
};

async function systemctl(...args: readonly string[]): Promise<void> {
  await once(spawn('systemctl', [...args], { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
}
