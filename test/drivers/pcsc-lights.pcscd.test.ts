import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { readerAtWork, readersAtWork } from './pcsc-at-work.ts';

/**
 * A card that notes what came besides the question for its UID. pcscd was once seen to bring one command twice in a row
 * under load: that shows the same once more, and is noted once.
 */
function notingCard(noted: string[]) {
  const card = cardWith('04A1B2C3D4E5F6');
  return (apdu: Buffer) => {
    const hex = apdu.toString('hex');
    if (hex !== 'ffca000000' && hex !== noted.at(-1)) noted.push(hex);
    return card(apdu);
  };
}

describeWith(bedParts, 'the lights of a PC/SC reader', () => {
  it('of the ACR122U show and sound what is told, each in its own way', async () => {
    const pcscd = await PcscdBed.start('pluggable');
    const [front] = readersAtWork([{ id: 'front' }]);
    if (front === undefined) throw new Error('one entry makes one reader');
    await front.becomes('absent');
    pcscd.plugIn();
    expect((await front.becomes('ready')).detail).toContain('ACR122');
    const noted: string[] = [];
    front.reader.show('denied');
    await new VirtualReader(FIRST_SLOT).put(notingCard(noted));
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(1);
    for (const feedback of ['granted', 'denied', 'busy', 'pin-wanted', 'idle', 'unavailable'] as const)
      front.reader.show(feedback);
    // What was shown before there was a card is not made up for.
    await expect
      .poll(() => noted, { timeout: 5_000 })
      .toEqual([
        'ff0040ad0405000101',
        'ff00405d0401010301',
        'ff0040fd0405000100',
        'ff0040fd0403030201',
        'ff00405d0402080100',
      ]);
  });

  it('of another reader are its own: it is told nothing', async () => {
    await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    const noted: string[] = [];
    await new VirtualReader(FIRST_SLOT).put(notingCard(noted));
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(1);
    front.reader.show('granted');
    // The question after it is answered, and the card was asked nothing in between.
    await front.reader.readMessage?.();
    expect(noted.every((apdu) => apdu.startsWith('00a4'))).toBe(true);
  });
});
