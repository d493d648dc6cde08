import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { knownAs, readersAtWork } from './pcsc-at-work.ts';
import { readerProcess } from './reader-process.ts';

function anyReader() {
  const [front] = readersAtWork([{ id: 'front' }]);
  if (front === undefined) throw new Error('one entry makes one reader');
  return front;
}

describeWith(bedParts, 'a reader that is plugged in and pulled out', () => {
  it('is found when it is plugged in later, lost when it is pulled out, and found again, in one reader process', async () => {
    const pcscd = await PcscdBed.start('pluggable');
    const front = anyReader();
    const slot = new VirtualReader(FIRST_SLOT);
    expect(await front.becomes('absent')).toMatchObject({ faultCode: 'reader-absent' });
    const child = readerProcess();
    for (const uid of ['04A1B2C3D4E5F6', '04A1B2C3D4E5F7', '04A1B2C3D4E5F8']) {
      pcscd.plugIn();
      expect(await front.becomes('ready')).not.toHaveProperty('faultCode');
      await front.tap(slot, uid);
      pcscd.unplug();
      expect(await front.becomes('absent')).toMatchObject({ faultCode: 'reader-absent' });
    }
    expect(front.cards).toHaveLength(3);
    expect(readerProcess()).toBe(child);
  }, 60_000);

  it('that is pulled out under a card tells no card when it comes back with that card on it (I8)', async () => {
    const pcscd = await PcscdBed.start('pluggable');
    const front = anyReader();
    await front.becomes('absent');
    pcscd.plugIn();
    await front.becomes('ready');
    await new VirtualReader(FIRST_SLOT).put(cardWith('04A1B2C3D4E5F6'));
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(1);
    pcscd.unplug();
    await front.becomes('absent');
    const slot = new VirtualReader(FIRST_SLOT);
    // From before the reader is there: it has to come with the card on it.
    const laid = slot.put(cardWith('04A1B2C3D4E5F6'));
    pcscd.plugIn();
    await laid;
    await front.becomes('ready');
    await slot.remove();
    await expect.poll(() => front.removed, { timeout: 5_000 }).toBeGreaterThan(0);
    await front.tap(slot, '04A1B2C3D4E5F7');
    expect(front.credentials).toEqual(['04A1B2C3D4E5F6', '04A1B2C3D4E5F7'].map(knownAs));
  }, 60_000);
});
