import { milliseconds } from '../../device/contract/units.ts';
import { LcusBoards } from '../../device/drivers/relay-board/lcus-boards.ts';
import { systemClock } from '../../device/system-clock.ts';

// A controller that releases a strike on a USB board for ten minutes, once.
const [path = ''] = process.argv.slice(2);
const boards = new LcusBoards({
  clock: systemClock,
  boards: [{ id: 'usb', kind: 'lcus', path, baudRate: 9600, relays: 2 }],
  entry: new URL('./lcus-keeper-child.ts', import.meta.url),
});
const relay = boards.board('usb')?.relay(1);
let released = false;
relay?.onStatus(({ state, faultCode }) => {
  process.send?.(faultCode ?? state);
  if (state !== 'ready' || released) return;
  released = true;
  relay.energise(milliseconds(600_000));
});
boards.start();
