import { SerialPort } from 'serialport';
import { Pn532Reader } from '../../device/drivers/pn532/pn532-reader.ts';
import { SerialLink } from '../../device/drivers/serial/serial-link.ts';
import { SimulatedPn532 } from '../../device/simulator/pn532/simulated-pn532.ts';
import { systemClock } from '../../device/system-clock.ts';
import { type Pty, startPty } from './pty.ts';
import { type Spread, spreadOf } from './statistics.ts';

const CARDS = 100;
/** Long enough for the reader to see that the card before has gone. */
const FIELD_EMPTY_MS = 400;
const TOO_LATE_MS = 2_000;

const nowMs = () => performance.now();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** From a card in the field of a simulated PN532, over a real serial driver and a pty, to what the controller is told. */
export async function benchPn532(): Promise<Spread | null> {
  const pty = await startPty();
  if (pty === null) return null;
  const chip = new SimulatedPn532();
  const far = await openFar(pty, chip);
  let seen: (at: number) => void = () => {};
  let ready: () => void = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const reader = new Pn532Reader({
    makeLine: (listener) => new SerialLink({ path: pty.near, baudRate: 115_200 }, systemClock, listener),
    clock: systemClock,
    listener: {
      uidPresented: () => seen(nowMs()),
      removed: () => {},
      unreadable: () => {},
      refused: () => {},
      statusChanged: ({ state }) => state === 'ready' && ready(),
    },
  });
  reader.start();
  await isReady;
  await pause(2 * FIELD_EMPTY_MS);
  const times: number[] = [];
  for (let n = 0; n < CARDS; n++) {
    const told = new Promise<number>((resolve) => {
      seen = resolve;
    });
    const from = nowMs();
    chip.putCard(`04A1B2C3D4${(0x1000 + n).toString(16)}`);
    // A reader that had to be set up anew meanwhile takes what lies there for no tap: that card counts as this late.
    times.push((await Promise.race([told, pause(TOO_LATE_MS).then(nowMs)])) - from);
    chip.removeCard();
    // Not in step with the reader's looks.
    await pause(FIELD_EMPTY_MS + ((n * 7) % 50));
  }
  await reader.stop();
  await new Promise<void>((resolve) => far.close(() => resolve()));
  pty.stop();
  return spreadOf(times);
}

async function openFar(pty: Pty, chip: SimulatedPn532): Promise<SerialPort> {
  const far = new SerialPort({ path: pty.far, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => far.open((error) => (error ? reject(error) : resolve())));
  far.on('data', (bytes: Buffer) => void far.write(Buffer.from(chip.receive(bytes))));
  return far;
}
