import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Config } from '../../device/contract/config.ts';
import { createPcscReaders } from '../../device/drivers/pcsc/pcsc-readers.ts';
import type { CardReader } from '../../device/ports/card-reader.ts';
import { systemClock } from '../../device/system-clock.ts';
import { office } from '../support/office.ts';
import { FIRST_SLOT, Pcscd, pcscdAnswers } from '../support/pcscd.ts';
import { cardWith, VirtualSlot } from '../support/virtual-slot.ts';
import { type Spread, spreadOf } from './statistics.ts';

const CARDS = 200;
const READER = 'Virtual PCD 00 00';

/**
 * How much later than a minimal C program on libpcsclite the controller knows of the same tap at the same pcscd; null
 * where there is no pcscd with virtual reader, or no right to run it.
 */
export async function benchPcsc(): Promise<Spread | null> {
  if (process.getuid?.() !== 0 || (await pcscdAnswers())) return null;
  const folder = mkdtempSync(join(tmpdir(), 'ak-bench-pcsc-'));
  try {
    const pcscd = prepared(folder);
    if (pcscd === null) return null;
    await pcscd.start();
    const spread = await compare(folder);
    await pcscd.kill();
    return spread;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepared(folder: string): Pcscd | null {
  const source = fileURLToPath(new URL('./pcsc-floor.c', import.meta.url));
  try {
    execFileSync('gcc', ['-O2', '-I/usr/include/PCSC', '-o', join(folder, 'floor'), source, '-lpcsclite'], {
      stdio: 'ignore',
    });
    return new Pcscd(folder);
  } catch {
    return null;
  }
}

async function compare(folder: string): Promise<Spread> {
  const floor = spawn(join(folder, 'floor'), [READER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const floorSays = linesOf(floor);
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, randomBytes(32));
  const [reader] = createPcscReaders({
    readers: pcscConfig(),
    clock: systemClock,
    keyFile,
    sunKeyFile: null,
    counters: { raise: () => true },
  });
  if (reader === undefined) throw new Error('one entry makes one reader');
  const ours = eventsOf(reader);
  await floorSays();
  await ours();
  const slot = new VirtualSlot(FIRST_SLOT);
  const later: number[] = [];
  for (let n = 0; n < CARDS; n++) {
    await slot.put(cardWith(`04A1B2C3D4${(0x1000 + n).toString(16)}`));
    const [theirs, us] = await Promise.all([floorSays(), ours()]);
    later.push(Number(us - BigInt(theirs)) / 1e6);
    await slot.remove();
    await Promise.all([floorSays(), ours()]);
  }
  await reader.stop();
  floor.kill();
  return spreadOf(later);
}

function pcscConfig() {
  const readers = [{ id: 'front', door: 'entrance', driver: 'pcsc', match: READER }];
  return Config.parse({ ...office, readers }).readers.filter((reader) => reader.driver === 'pcsc');
}

/** The next line each time. */
function linesOf({ stdout }: ChildProcess): () => Promise<string> {
  if (stdout === null) throw new Error('stdout is a pipe');
  const lines = createInterface(stdout)[Symbol.asyncIterator]();
  return async () => (await lines.next()).value ?? '';
}

/** When the next thing was told each time: that the reader is ready, that a card came, that it went. */
function eventsOf(reader: CardReader): () => Promise<bigint> {
  const told: bigint[] = [];
  let wake: () => void = () => {};
  const note = () => {
    told.push(process.hrtime.bigint());
    wake();
  };
  reader.start({
    cardPresented: note,
    cardRemoved: note,
    cardUnreadable: (code) => {
      throw new Error(`the bench's card was not read: ${code}`);
    },
    keysPressed: () => {},
    messageRefused: () => {},
    statusChanged: ({ state }) => state === 'ready' && note(),
  });
  return async () => {
    for (;;) {
      const next = told.shift();
      if (next !== undefined) return next;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
