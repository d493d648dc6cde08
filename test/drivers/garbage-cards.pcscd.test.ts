import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import type { VirtualCard } from '../support/virtual-slot.ts';
import { knownAs, readerAtWork } from './pcsc-at-work.ts';

const answering = (hex: string): VirtualCard => {
  const answer = Buffer.from(hex, 'hex');
  return () => answer;
};

const garbage: readonly [what: string, card: VirtualCard, code: string][] = [
  ['refuses the command', answering('6A81'), 'uid-not-given'],
  ['gives a UID with a wrong status word', answering('04A1B2C3D4E5F66300'), 'uid-not-given'],
  ['answers a single byte', answering('90'), 'card-mute'],
  ['gives a UID of 0 bytes', answering('9000'), 'uid-malformed'],
  ['gives a UID of 5 bytes', answering('04A1B2C3D49000'), 'uid-malformed'],
  ['gives a UID of 200 bytes', answering(`${'A5'.repeat(200)}9000`), 'uid-malformed'],
  ['answers 300 bytes', answering('A5'.repeat(300)), 'card-mute'],
  ['is gone when it is asked', () => 'leave', 'card-mute'],
  ['never answers', () => null, 'card-timeout'],
];

describeWith(bedParts, 'a card that is none of ours', () => {
  it.each(garbage)('that %s is told as unreadable, and the next card is read', async (_, card, code) => {
    await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    const slot = new VirtualReader(FIRST_SLOT);
    await slot.put(card);
    await expect.poll(() => front.unreadable, { timeout: 5_000 }).toEqual([code]);
    await slot.remove();
    await expect.poll(() => front.removed, { timeout: 5_000 }).toBe(1);
    await front.tap(slot, '04A1B2C3D4E5F6');
    expect(front.credentials).toEqual([knownAs('04A1B2C3D4E5F6')]);
    expect(front.unreadable).toEqual([code]);
    expect(front.statuses.map(({ state }) => state)).toEqual(['starting', 'ready']);
  });
});
