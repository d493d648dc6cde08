import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { knownAs, type ReaderAtWork, readerAtWork } from './pcsc-at-work.ts';
import { readerProcess } from './reader-process.ts';

const LYING = '04A1B2C3D4E5F6';
const NEXT = '04A1B2C3D4E5F7';

/** Takes the card away that lies there, and taps another: only that one must have been told since `told` cards. */
async function expectOnlyNext(front: ReaderAtWork, slot: VirtualReader, told: number): Promise<void> {
  await slot.remove();
  await expect.poll(() => front.removed).toBeGreaterThan(0);
  await front.tap(slot, NEXT);
  expect(front.credentials.slice(told)).toEqual([knownAs(NEXT)]);
  expect(front.unreadable).toEqual([]);
}

describeWith(bedParts, 'a card that lies on the reader at a restart opens nothing (I8)', () => {
  it('when the controller starts', async () => {
    await PcscdBed.start();
    const slot = new VirtualReader(FIRST_SLOT);
    await slot.put(cardWith(LYING));
    const front = readerAtWork();
    await front.becomes('ready');
    await expectOnlyNext(front, slot, 0);
  });

  it('when the reader process is replaced', async () => {
    await PcscdBed.start();
    const slot = new VirtualReader(FIRST_SLOT);
    const front = readerAtWork();
    await front.becomes('ready');
    await slot.put(cardWith(LYING));
    await expect.poll(() => front.cards).toHaveLength(1);
    process.kill(readerProcess(), 'SIGKILL');
    await front.becomes('faulted');
    await front.becomes('ready');
    await expectOnlyNext(front, slot, 1);
  });

  it('when pcscd is started anew under a card that never left', async () => {
    const pcscd = await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    await pcscd.kill();
    await front.becomes('absent');
    await pcscd.start();
    const slot = new VirtualReader(FIRST_SLOT);
    await slot.put(cardWith(LYING));
    await front.becomes('ready');
    await expectOnlyNext(front, slot, front.cards.length);
  });
});
