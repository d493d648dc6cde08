import type { Clock } from '../../ports/clock.ts';
import type { GpioBackend } from './gpio-backend.ts';
import { GpioKeeper } from './gpio-keeper.ts';
import { BEAT_EVERY_MS, KeeperCommand, type KeeperMessage, type KeeperTask } from './messages.ts';

/**
 * Runs the keeper in this process until its controller is gone, however it went: the channel closes when it is killed.
 * The outputs are idle then, before the process ends.
 */
export function keepLines(clock: Clock, backend: GpioBackend, task: KeeperTask): void {
  const keeper = new GpioKeeper(clock, backend, task, say);
  const end = () => {
    keeper.stop();
    process.exit(0);
  };
  process.on('disconnect', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('message', (raw) => {
    const command = KeeperCommand.safeParse(raw);
    if (command.success) keeper.take(command.data);
  });
  say({ type: 'alive' });
  setInterval(() => say({ type: 'alive' }), BEAT_EVERY_MS);
  keeper.start();
}

/** When it cannot be sent the controller is gone, and `disconnect` follows. */
export function say(message: KeeperMessage): void {
  process.send?.(message, undefined, undefined, () => {});
}
