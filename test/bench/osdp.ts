import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { OsdpBus } from '../../device/drivers/osdp/osdp-bus.ts';
import { OsdpReader } from '../../device/drivers/osdp/osdp-reader.ts';
import { ReaderKeys } from '../../device/drivers/osdp/reader-keys.ts';
import { SerialLink } from '../../device/drivers/serial/serial-link.ts';
import { systemClock } from '../../device/system-clock.ts';
import { startPty } from './pty.ts';
import { type Spread, spreadOf } from './statistics.ts';

const CARDS = 200;
const READERS = 8;
const IDLE_MS = 10_000;
const KEY = 'a0b1c2d3e4f5061728394a5b6c7d8e9f';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * From a card that a reader has to what the controller is told, with eight readers in the secure channel on one line,
 * and what the polling of the idle line costs this process.
 */
export async function benchOsdp(): Promise<{ readonly cards: Spread; readonly cpuPercent: number } | null> {
  const pty = await startPty();
  if (pty === null) return null;
  const farEnd = fork(fileURLToPath(new URL('./osdp-far-end.ts', import.meta.url)), [pty.far, KEY]);
  await once(farEnd, 'message');
  const bus = new OsdpBus(
    (listener) => new SerialLink({ path: pty.near, baudRate: 115_200 }, systemClock, listener),
    systemClock,
  );
  let seen: (at: number) => void = () => {};
  const ready = new Set<number>();
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  for (let address = 0; address < READERS; address++)
    new OsdpReader({
      ...{ bus, address, clock: systemClock, outputs: [], inputs: new Map(), random },
      keys: new ReaderKeys([Uint8Array.from(Buffer.from(KEY, 'hex'))], random, () => false),
      listener: {
        uidPresented: () => seen(Number(process.hrtime.bigint())),
        removed: () => {},
        unreadable: () => {},
        refused: () => {},
        statusChanged: ({ state }) => state === 'ready' && ready.add(address),
      },
    });
  bus.start();
  while (ready.size < READERS) await pause(50);
  await pause(1_000);
  const [from, before] = [performance.now(), process.cpuUsage()];
  await pause(IDLE_MS);
  const used = process.cpuUsage(before);
  const cpuPercent = (used.user + used.system) / 10 / (performance.now() - from);
  const times: number[] = [];
  for (let card = 0; card < CARDS; card++) {
    const told = new Promise<number>((resolve) => {
      seen = resolve;
    });
    farEnd.send({ reader: card % READERS, uid: `04A1B2C3D4${(0x1000 + card).toString(16)}` });
    const [[presentedAt], toldAt] = await Promise.all([once(farEnd, 'message'), told]);
    times.push((toldAt - presentedAt) / 1e6);
    // Not in step with the polls.
    await pause(60 + ((card * 13) % 75));
  }
  await bus.stop();
  farEnd.disconnect();
  pty.stop();
  return { cards: spreadOf(times), cpuPercent };
}
