import { milliseconds } from '../../device/contract/units.ts';
import { GpioBoard } from '../../device/drivers/gpio/gpio-board.ts';
import { systemClock } from '../../device/system-clock.ts';

// A controller that releases a strike for ten minutes, once, and hangs when it is told to.
const strike = { via: 'gpio', chip: 'gpiochip0', line: 17, activeLevel: 'high', drive: 'push-pull' } as const;
const board = new GpioBoard({
  ...{ clock: systemClock, backend: 'libgpiod', strikes: [strike], inputs: [] },
  entry: new URL('./file-keeper-child.ts', import.meta.url),
});
const relay = board.relay(strike);
let released = false;
relay.onStatus(({ state }) => {
  if (state !== 'ready' || released) return;
  released = true;
  relay.energise(milliseconds(600_000));
  process.send?.('energised');
});
process.on('message', () => {
  for (;;);
});
board.start();
