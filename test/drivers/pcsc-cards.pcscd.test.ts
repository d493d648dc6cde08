import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { textMessage, type2Memory, type2Tag, type4Tag } from '../support/tags.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith, STORAGE_CARD_ATR } from '../support/virtual-slot.ts';
import { readerAtWork } from './pcsc-at-work.ts';

const hej = { ok: true, value: [{ kind: 'text', language: 'sv', text: 'Hej på dig' }] };

async function readyReader() {
  await PcscdBed.start();
  const front = readerAtWork();
  await front.becomes('ready');
  return { front, slot: new VirtualReader(FIRST_SLOT) };
}

describeWith(bedParts, 'what lies on a PC/SC reader', () => {
  it.each([
    ['08A1B2C3', true],
    ['04A1B2C3', false],
    ['08A1B2C3D4E5F6', false],
    ['04A1B2C3D4E5F6A7B8C9', false],
  ])('%s is known for a random UID: %s', async (uid, randomUid) => {
    const { front, slot } = await readyReader();
    await front.tap(slot, uid);
    expect(front.credentials).toEqual([expect.objectContaining({ kind: 'uid', randomUid })]);
  });

  it('is read when it is asked for, of Type 2', async () => {
    const { front, slot } = await readyReader();
    await slot.put(type2Tag(type2Memory(textMessage('Hej på dig'))), STORAGE_CARD_ATR);
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(1);
    expect(await front.reader.readMessage?.()).toEqual(hej);
  });

  it('is read when it is asked for, of Type 4, and several askers each get their answer', async () => {
    const { front, slot } = await readyReader();
    await slot.put(type4Tag(textMessage('Hej på dig')));
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(1);
    expect(await Promise.all([front.reader.readMessage?.(), front.reader.readMessage?.()])).toEqual([hej, hej]);
  });

  it('holds no message, or nothing lies there, or the card falls silent: each has its code', async () => {
    const { front, slot } = await readyReader();
    expect(await front.reader.readMessage?.()).toEqual({ ok: false, error: { code: 'card-absent' } });
    await slot.put(cardWith('04A1B2C3D4E5F6'));
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(1);
    expect(await front.reader.readMessage?.()).toEqual({ ok: false, error: { code: 'ndef-none' } });
    await slot.remove();
    await expect.poll(() => front.removed, { timeout: 5_000 }).toBe(1);
    const uid = cardWith('04A1B2C3D4E5F7');
    await slot.put((apdu) => (apdu[0] === 0xff ? uid(apdu) : null));
    await expect.poll(() => front.cards, { timeout: 5_000 }).toHaveLength(2);
    expect(await front.reader.readMessage?.()).toEqual({ ok: false, error: { code: 'card-timeout' } });
  });
});
