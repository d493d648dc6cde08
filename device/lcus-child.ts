import { runKeeper, say } from './drivers/keeper/run-keeper.ts';
import { LcusKeeper } from './drivers/relay-board/lcus-keeper.ts';
import { LcusTask } from './drivers/relay-board/lcus-messages.ts';
import { SerialLink } from './drivers/serial/serial-link.ts';
import { systemClock } from './system-clock.ts';

/** The keeper of the LCUS boards. Started with its task as JSON. */
const task = LcusTask.parse(JSON.parse(process.argv[2] ?? ''));

const keeper = new LcusKeeper({
  ...{ clock: systemClock, task, tell: say },
  makeLine:
    ({ path, baudRate }) =>
    (listener) =>
      new SerialLink({ path, baudRate }, systemClock, listener),
});
runKeeper(systemClock, keeper);
