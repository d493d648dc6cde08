import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import type { PresentedCredential } from '../../device/contract/access.ts';
import { Config } from '../../device/contract/config.ts';
import type { PartStatus } from '../../device/contract/status.ts';
import { parseUid } from '../../device/domain/credential.ts';
import { createCredentialHasher } from '../../device/drivers/credential-hasher.ts';
import { createPcscReaders } from '../../device/drivers/pcsc/pcsc-readers.ts';
import type { CardPresented, CardReader, CardReaderListener } from '../../device/ports/card-reader.ts';
import type { Clock } from '../../device/ports/clock.ts';
import { KeptCounters } from '../../device/storage/kept-counters.ts';
import { systemClock } from '../../device/system-clock.ts';
import { office } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';

/** Names of vpcd's two slots. */
export const FIRST_NAME = 'Virtual PCD 00 00';
const SECOND_NAME = 'Virtual PCD 00 01';

const key = randomBytes(32);
const hasher = createCredentialHasher(key);

/** What the box must know of a card with this UID, and no more. */
export function knownAs(uid: string): PresentedCredential {
  const parsed = parseUid(uid);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return hasher(parsed.value);
}

/** The file with the key that `knownAs` reckons with. */
export function keyFile(): string {
  const file = join(tempFolder(), 'credential.key');
  writeFileSync(file, key);
  return file;
}

/** One reader of the box, and what it told. */
export class ReaderAtWork implements CardReaderListener {
  readonly reader: CardReader;
  readonly cards: CardPresented[] = [];
  readonly statuses: PartStatus[] = [];
  readonly unreadable: string[] = [];
  removed = 0;

  constructor(reader: CardReader) {
    this.reader = reader;
  }

  cardPresented(card: CardPresented): void {
    this.cards.push(card);
  }

  cardRemoved(): void {
    this.removed += 1;
  }

  cardUnreadable(code: string): void {
    this.unreadable.push(code);
  }

  keysPressed(): void {}

  messageRefused(): void {}

  statusChanged(status: PartStatus): void {
    this.statuses.push(status);
  }

  get credentials(): PresentedCredential[] {
    return this.cards.map(({ credential }) => credential);
  }

  /** Resolves when the reader has this state; fails after `timeoutMs`. */
  async becomes(state: PartStatus['state'], timeoutMs = 15_000): Promise<PartStatus> {
    await expect.poll(() => this.reader.status().state, { timeout: timeoutMs, interval: 10 }).toBe(state);
    return this.reader.status();
  }

  /** Puts a card there and takes it away again when it was read and known; fails when it is not. */
  async tap(slot: VirtualReader, uid: string): Promise<void> {
    const [cards, removed] = [this.cards.length, this.removed];
    await slot.put(cardWith(uid));
    await vi.waitFor(() => expect(this.credentials.slice(cards)).toEqual([knownAs(uid)]), {
      timeout: 5_000,
      interval: 2,
    });
    await slot.remove();
    await expect.poll(() => this.removed, { timeout: 5_000, interval: 2 }).toBe(removed + 1);
  }
}

/** Starts the PC/SC readers of a box with these entries in its config; they are stopped with the test. */
export function readersAtWork(
  entries: readonly { readonly id: string; readonly match?: string }[],
  clock: Clock = systemClock,
  sunKeyFile: string | null = null,
): ReaderAtWork[] {
  const readers = entries.map((entry) => ({ ...entry, door: office.doors[0]?.id, driver: 'pcsc' }));
  const config = Config.parse({ ...office, readers: readers.length > 0 ? readers : office.readers });
  const made = createPcscReaders({
    readers: config.readers.filter((reader) => reader.driver === 'pcsc'),
    clock,
    keyFile: keyFile(),
    sunKeyFile,
    counters: new KeptCounters(() => {}),
  });
  return made.map((reader) => {
    const atWork = new ReaderAtWork(reader);
    onTestFinished(() => reader.stop());
    reader.start(atWork);
    return atWork;
  });
}

/** The one reader at the first slot. */
export function readerAtWork(clock: Clock = systemClock, sunKeyFile: string | null = null): ReaderAtWork {
  const [reader] = readersAtWork([{ id: 'front', match: FIRST_NAME }], clock, sunKeyFile);
  if (reader === undefined) throw new Error('one entry makes one reader');
  return reader;
}

/** A reader at each of the two slots, both ready. */
export async function twoReadersAtWork(): Promise<{ front: ReaderAtWork; back: ReaderAtWork }> {
  const [front, back] = readersAtWork([
    { id: 'front', match: FIRST_NAME },
    { id: 'back', match: SECOND_NAME },
  ]);
  if (front === undefined || back === undefined) throw new Error('two entries make two readers');
  await front.becomes('ready');
  await back.becomes('ready');
  return { front, back };
}
