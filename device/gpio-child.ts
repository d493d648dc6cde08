import { keepLines, say } from './drivers/gpio/keeper-process.ts';
import { BEAT_EVERY_MS, KeeperTask } from './drivers/gpio/messages.ts';
import { systemClock } from './system-clock.ts';

/** The keeper of the GPIO lines. Started with its task as JSON. */
const task = KeeperTask.parse(JSON.parse(process.argv[2] ?? ''));

async function loadBackend() {
  if (task.backend === 'onoff') return (await import('./drivers/gpio/onoff-backend.ts')).onoffBackend;
  return (await import('./drivers/gpio/libgpiod-backend.ts')).libgpiodBackend;
}

const backend = await loadBackend().catch((error) => String(error));
if (typeof backend !== 'string') keepLines(systemClock, backend, task);
else {
  say({ type: 'lost', code: 'gpio-library-missing', detail: backend.slice(0, 300) });
  setInterval(() => say({ type: 'alive' }), BEAT_EVERY_MS);
  process.on('disconnect', () => process.exit(0));
}
