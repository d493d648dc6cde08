import { expect, it } from 'vitest';
import { systemClock } from '../../device/system-clock.ts';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT, SECOND_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { FIRST_NAME, knownAs, readerAtWork, twoReadersAtWork } from './pcsc-at-work.ts';

const uidOf = (n: number, bytes: number) =>
  (0x10 + n)
    .toString(16)
    .padStart(4, '0')
    .padEnd(bytes * 2, 'A5')
    .toUpperCase();

describeWith(bedParts, 'a PC/SC reader in everyday use', () => {
  it('tells each of 200 taps in a row once, in order, with UIDs of 4, 7 and 10 bytes', async () => {
    await PcscdBed.start();
    const front = readerAtWork();
    expect(await front.becomes('ready')).toMatchObject({ detail: FIRST_NAME });
    const slot = new VirtualReader(FIRST_SLOT);

    const uids = Array.from({ length: 200 }, (_, n) => uidOf(n, [4, 7, 10][n % 3] ?? 4));
    for (const uid of uids) await front.tap(slot, uid);

    expect(front.credentials).toEqual(uids.map(knownAs));
    expect(front.unreadable).toEqual([]);
    expect(front.removed).toBe(200);
    expect(front.statuses.map(({ state }) => state)).toEqual(['starting', 'ready']);
  }, 60_000);

  it('dates a tap on the controller’s monotonic clock', async () => {
    await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    const before = systemClock.monotonicMs();
    await front.tap(new VirtualReader(FIRST_SLOT), '04A1B2C3D4E5F6');
    expect(front.cards[0]?.readAt).toBeGreaterThan(before);
    expect(front.cards[0]?.readAt).toBeLessThan(systemClock.monotonicMs());
  });

  it('tells a card that stays on the reader once', async () => {
    await PcscdBed.start();
    const { front, back } = await twoReadersAtWork();
    await new VirtualReader(FIRST_SLOT).put(cardWith('04A1B2C3D4E5F6'));
    const other = new VirtualReader(SECOND_SLOT);
    for (const n of [1, 2, 3]) await back.tap(other, uidOf(n, 7));
    expect(front.credentials).toEqual([knownAs('04A1B2C3D4E5F6')]);
    expect(back.credentials).toHaveLength(3);
  });

  it('goes on reading one reader while the card on another does not answer', async () => {
    await PcscdBed.start();
    const { front, back } = await twoReadersAtWork();
    let asked = 0;
    await new VirtualReader(FIRST_SLOT).put(() => {
      asked += 1;
      return null;
    });
    await expect.poll(() => asked, { timeout: 5_000 }).toBe(1);
    const other = new VirtualReader(SECOND_SLOT);
    for (const n of [1, 2, 3]) await back.tap(other, uidOf(n, 4));
    expect(front.unreadable).toEqual([]);
    await expect.poll(() => front.unreadable, { timeout: 5_000 }).toEqual(['card-timeout']);
  });
});
