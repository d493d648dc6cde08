import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Config } from '../../device/contract/config.ts';
import { DoorId, ReaderId } from '../../device/contract/ids.ts';
import { Controller } from '../../device/controller/controller.ts';
import type { ControllerParts } from '../../device/controller/controller-parts.ts';
import { RulesInForce } from '../../device/controller/rules-in-force.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import { createCommandReader } from '../../device/drivers/command-reader.ts';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';
import { createPassMaker } from '../../device/drivers/guest-pass.ts';
import { ReaderMessage } from '../../device/drivers/pcsc/messages.ts';
import { argon2idHasher } from '../../device/drivers/pin-hasher.ts';
import { createPseudonyms } from '../../device/drivers/pseudonyms.ts';
import { EspeakSynthesiser } from '../../device/drivers/speech/espeak-synthesiser.ts';
import { lifeSignFile } from '../../device/life-sign-file.ts';
import type { BrokerLink } from '../../device/ports/broker-link.ts';
import type { CardReader, CardReaderListener } from '../../device/ports/card-reader.ts';
import type { DoorHardware } from '../../device/ports/door-hardware.ts';
import { openStorage, type Storage } from '../../device/storage/storage.ts';
import { systemClock } from '../../device/system-clock.ts';
import { bootId } from '../support/boot-id.ts';
import { office } from '../support/office.ts';
import { medianRun, type Spread, spreadOf } from './statistics.ts';

const TAPS = 1_000;
const RUNS = 5;
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
const Sent = z.object({ sentAt: z.number(), message: ReaderMessage });

/**
 * From the reader process' message to the strike's command, the commit in between; and, in turn with it, one bare
 * append with fdatasync on the same disk. In ms.
 */
export async function benchTapToStrike(database: string): Promise<{ tap: Spread; floor: Spread }> {
  const storage = await openStorage({ file: database, bootId });
  if (!storage.ok) throw new Error(storage.error.message);
  const door = benchDoor();
  const child = fork(fileURLToPath(new URL('./reader-child.ts', import.meta.url)), { stdio: 'inherit' });
  const controller = new Controller(parts(database, storage.value, door.hardware, readerOf(child)));
  await controller.start();
  const bare = openSync(join(database, '..', 'bare-record'), 'w');
  const runs = [];
  for (let run = 0; run <= RUNS; run++) runs.push(await alternate(child, door, bare));
  runs.shift();
  closeSync(bare);
  await controller.stop();
  child.disconnect();
  await storage.value.close();
  return { tap: medianRun(runs.map(({ tap }) => tap)), floor: medianRun(runs.map(({ floor }) => floor)) };
}

type BenchDoor = { readonly hardware: DoorHardware; nextCommand(): Promise<number> };

async function alternate(child: ChildProcess, door: BenchDoor, bare: number): Promise<{ tap: Spread; floor: Spread }> {
  const record = Buffer.alloc(300, 'x');
  const [taps, floors]: [number[], number[]] = [[], []];
  let sentAt = 0;
  const note = (raw: unknown) => {
    sentAt = Sent.parse(raw).sentAt;
  };
  child.on('message', note);
  for (let n = 0; n < TAPS; n++) {
    const from = nowMs();
    writeSync(bare, record);
    fdatasyncSync(bare);
    floors.push(nowMs() - from);
    const commanded = door.nextCommand();
    child.send('tap');
    taps.push((await commanded) - sentAt);
  }
  child.off('message', note);
  return { tap: spreadOf(taps), floor: spreadOf(floors) };
}

function benchDoor(): BenchDoor {
  const id = DoorId.parse('entrance');
  let commanded: (at: number) => void = () => {};
  const ready = () => ({ state: 'ready', sinceMs: 0 }) as const;
  const strike = {
    status: ready,
    onStatus: () => {},
    energise: () => commanded(nowMs()),
    release: () => {},
    close: () => {},
  };
  const contact = { status: ready, state: () => 'closed' as const, onChange: () => {} };
  return {
    hardware: { door: id, strike, contact, rex: { status: ready, onPressed: () => {} }, tamper: null },
    nextCommand: () =>
      new Promise((resolve) => {
        commanded = resolve;
      }),
  };
}

/** Reads the child's messages as the PC/SC driver does. */
function readerOf(child: ChildProcess): CardReader {
  const take = (listener: CardReaderListener) => (raw: unknown) => {
    const { message } = Sent.parse(raw);
    if (message.type === 'card-presented')
      listener.cardPresented({ credential: message.credential, number: null, readAt: systemClock.monotonicMs() });
  };
  return {
    id: ReaderId.parse('front'),
    kind: 'pcsc',
    status: () => ({ state: 'ready', sinceMs: 0 }),
    start: (listener) => void child.on('message', take(listener)),
    show: () => {},
    stop: async () => {},
  };
}

function parts(
  database: string,
  {
    log,
    directory,
    patronMemory,
    personalRecords,
    importStage,
    policies,
    retention,
    hours,
    incidents,
    outbox,
    usedNumbers,
  }: Storage,
  door: DoorHardware,
  reader: CardReader,
): ControllerParts {
  // With a broker, for which each event has a message too; the link itself is none of the door's.
  const published = { mode: 'mqtt', urls: ['mqtt://127.0.0.1:9'] };
  const config = Config.parse({
    ...office,
    office: { ...office.office, openingHours: '24/7', maxPersons: 10_000 },
    broker: published,
  });
  const schedule = parseSchedule(config.policy, 'Europe/Stockholm');
  if (!schedule.ok) throw new Error(schedule.error.message);
  const key = new Uint8Array(32);
  const broker: BrokerLink = {
    start: () => {},
    wake: () => {},
    tell: () => {},
    certificate: () => null,
    stop: async () => {},
  };
  const journal = { write: () => {} };
  return {
    config,
    version: 'bench',
    configDigest: '0'.repeat(16),
    bootId,
    exportMedium: null,
    rules: new RulesInForce(config.policy, schedule.value),
    pinHasher: argon2idHasher,
    pseudonyms: createPseudonyms('daily', key, join(dirname(database), 'pseudonym.key')),
    lifeSign: lifeSignFile(join(dirname(database), 'life-sign')),
    keptAnnouncement: { read: () => null, keep: () => {} },
    passes: createPassMaker(createCredentialHasher(key), key),
    patrons: null,
    patronMemory,
    personalRecords,
    retention,
    hours,
    incidents,
    seal: { sign: () => ({ signature: '', key: '' }), seal: () => ({ signature: '', key: '' }) },
    outbox,
    usedNumbers,
    commandReader: createCommandReader([]),
    importStage,
    policies,
    watched: false,
    walBytes: () => null,
    clock: systemClock,
    journal,
    log,
    directory,
    doors: [door],
    readers: [reader],
    broker,
    fireInput: null,
    loudness: { volumeAt: () => 0 },
    speech: new EspeakSynthesiser(systemClock),
    headphones: null,
    clockSynchronised: () => null,
    hasHardwareClock: true,
    diskFree: () => null,
  };
}
