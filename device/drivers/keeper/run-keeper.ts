import { milliseconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { BEAT_EVERY_MS, KeeperCommand } from './messages.ts';

/** Holds outputs in a process of its own, so that somebody is left to idle them when the controller is killed. */
export interface Keeper {
  /** Takes hold of the outputs, all idle; goes on trying while one cannot be had. */
  start(): void;
  take(command: KeeperCommand): void;
  /** Idles all outputs at once; resolves when they are let go. Never fails: it is the last thing that is done. */
  stop(): void | Promise<void>;
}

/**
 * Runs the keeper in this process until its controller is gone, however it went: the channel closes when it is killed.
 * The outputs are idle then, before the process ends.
 */
export function runKeeper(clock: Clock, keeper: Keeper): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await keeper.stop();
    process.exit(0);
  };
  process.on('disconnect', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('message', (raw) => {
    const command = KeeperCommand.safeParse(raw);
    if (command.success && !ending) keeper.take(command.data);
  });
  live(clock);
  keeper.start();
}

/** Says a message to the controller. When it cannot be sent the controller is gone, and `disconnect` follows. */
export function say(message: object): void {
  process.send?.(message, undefined, undefined, () => {});
}

function live(clock: Clock): void {
  say({ type: 'alive' });
  clock.after(milliseconds(BEAT_EVERY_MS), () => live(clock));
}
