import type { Milliseconds } from '../../contract/units.ts';
import { epochMs, monotonicMs } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { keepLines, say } from './keeper-process.ts';
import { BEAT_EVERY_MS, KeeperTask } from './messages.ts';

/** The keeper of the GPIO lines. Started with its task as JSON. */
const task = KeeperTask.parse(JSON.parse(process.argv[2] ?? ''));

const clock: Clock = {
  wallMs: () => epochMs(Date.now()),
  monotonicMs: () => monotonicMs(performance.now()),
  after(delay: Milliseconds, action) {
    const timer = setTimeout(action, delay);
    return () => clearTimeout(timer);
  },
};

async function loadBackend() {
  if (task.backend === 'onoff') return (await import('./onoff-backend.ts')).onoffBackend;
  return (await import('./libgpiod-backend.ts')).libgpiodBackend;
}

const backend = await loadBackend().catch((error) => String(error));
if (typeof backend !== 'string') keepLines(clock, backend, task);
else {
  say({ type: 'lost', code: 'gpio-library-missing', detail: backend.slice(0, 300) });
  setInterval(() => say({ type: 'alive' }), BEAT_EVERY_MS);
  process.on('disconnect', () => process.exit(0));
}
