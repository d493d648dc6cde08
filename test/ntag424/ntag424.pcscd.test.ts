import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createKeyDiversifier } from '../../device/drivers/ntag424/diversified-keys.ts';
import { systemClock } from '../../device/system-clock.ts';
import { knownAs, type ReaderAtWork, readerAtWork } from '../drivers/pcsc-at-work.ts';
import { Ntag424Tag } from '../support/ntag424-tag.ts';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { type4Tag } from '../support/tags.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith, type VirtualCard } from '../support/virtual-slot.ts';
import { hex } from './hex.ts';

const UID = '04A1B2C3D4E5F6';
const META = '101112131415161718191A1B1C1D1E1F';
const MASTER = '00112233445566778899AABBCCDDEEFF';
const SYSTEM = Buffer.from('Kontoret');
const keyOf = createKeyDiversifier(hex(MASTER), SYSTEM);

const tagWith = (uid: string, more: object = {}) =>
  new Ntag424Tag({ uid, metaReadKey: hex(META), fileReadKey: keyOf(hex(uid)), counter: 60, ...more });

function sunKeyFile(): string {
  const file = join(tempFolder(), 'tags.json');
  const keys = { metaReadKey: META, masterKey: MASTER, systemIdentifier: SYSTEM.toString('hex') };
  writeFileSync(file, JSON.stringify(keys));
  return file;
}

/** An NDEF message with this URI and nothing else (NFC Forum RTD URI 1.0, abbreviation 0). */
function uriMessage(uri: string): Buffer {
  return Buffer.from([0xd1, 0x01, uri.length + 1, 0x55, 0x00, ...Buffer.from(uri)]);
}

async function atWork(): Promise<{ front: ReaderAtWork; tap(card: VirtualCard): Promise<void> }> {
  await PcscdBed.start();
  const front = readerAtWork(systemClock, sunKeyFile());
  await front.becomes('ready');
  const slot = new VirtualReader(FIRST_SLOT);
  const seen = () => front.cards.length + front.unreadable.length;
  return {
    front,
    async tap(card) {
      const [before, removed] = [seen(), front.removed];
      await slot.put(card);
      await expect.poll(seen, { timeout: 5_000 }).toBe(before + 1);
      await slot.remove();
      await expect.poll(() => front.removed, { timeout: 5_000 }).toBe(removed + 1);
    },
  };
}

describeWith(bedParts, 'an NTAG 424 DNA on a PC/SC reader', () => {
  it('is known as the very card at each tap, and a copy of what it wrote is refused', async () => {
    const { front, tap } = await atWork();
    const tag = tagWith(UID);
    await tap(tag.card);
    await tap(tag.card);
    expect(front.credentials).toEqual([1, 2].map(() => ({ ...knownAs(UID), assurance: 3 })));
    // Somebody's phone has read it, and a card that shows the same UID plays that back: good once, as the maker says.
    const skimmed = tag.skim();
    await tap(type4Tag(uriMessage(skimmed), UID));
    await tap(type4Tag(uriMessage(skimmed), UID));
    expect(front.unreadable).toEqual(['sun-replayed']);
  });

  it('that shows a UID it makes up is known by the one that it proves', async () => {
    const { front, tap } = await atWork();
    await tap(tagWith(UID, { randomId: true }).card);
    expect(front.credentials).toEqual([{ ...knownAs(UID), assurance: 3 }]);
  });

  it('with another office’s keys, a message of another tag, or none, is a UID like any other', async () => {
    const { front, tap } = await atWork();
    await tap(tagWith(UID, { metaReadKey: hex(MASTER) }).card);
    await tap(tagWith(UID, { fileReadKey: hex(MASTER) }).card);
    await tap(type4Tag(uriMessage(tagWith('04000000000001').skim()), UID));
    await tap(cardWith(UID));
    expect(front.credentials).toEqual([1, 2, 3, 4].map(() => knownAs(UID)));
  });
});
