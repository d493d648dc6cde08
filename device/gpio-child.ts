import { GpioKeeper } from './drivers/gpio/gpio-keeper.ts';
import { type GpioMessage, GpioTask } from './drivers/gpio/messages.ts';
import { type Keeper, runKeeper, say } from './drivers/keeper/run-keeper.ts';
import { systemClock } from './system-clock.ts';

/** The keeper of the GPIO lines. Started with its task as JSON. */
const task = GpioTask.parse(JSON.parse(process.argv[2] ?? ''));

async function loadBackend() {
  if (task.backend === 'onoff') return (await import('./drivers/gpio/onoff-backend.ts')).onoffBackend;
  return (await import('./drivers/gpio/libgpiod-backend.ts')).libgpiodBackend;
}

/** Holds nothing, and says why. */
function withoutLibrary(error: string): Keeper {
  const lost: GpioMessage = { type: 'lost', code: 'gpio-library-missing', detail: error.slice(0, 300) };
  return { start: () => say(lost), take() {}, stop() {} };
}

const backend = await loadBackend().catch((error) => String(error));
runKeeper(
  systemClock,
  typeof backend === 'string' ? withoutLibrary(backend) : new GpioKeeper(systemClock, backend, task, say),
);
