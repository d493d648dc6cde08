import { describe, expect, it } from 'vitest';
import { parseNdef } from '../../device/drivers/pcsc/ndef-message.ts';
import { type AskCard, readTag } from '../../device/drivers/pcsc/ndef-tag.ts';
import { Ntag424Tag } from '../support/ntag424-tag.ts';
import { hex } from './hex.ts';

const PROCESSOR_ATR = Buffer.from('3B80800101', 'hex');
const OK = 0x9000;

const tagWith = (parts: Partial<ConstructorParameters<typeof Ntag424Tag>[0]> = {}) =>
  new Ntag424Tag({ uid: '04A1B2C3D4E5F6', metaReadKey: new Uint8Array(16), fileReadKey: new Uint8Array(16), ...parts });

function answer(tag: Ntag424Tag, apdu: string): Buffer {
  const given = tag.card(Buffer.from(hex(apdu)));
  if (given === null || given === 'leave') throw new Error('a tag answers');
  return given;
}

const asking =
  (tag: Ntag424Tag): AskCard =>
  async (apdu) => {
    const given = answer(tag, Buffer.from(apdu).toString('hex'));
    return given.readUInt16BE(given.length - 2) === OK ? given.subarray(0, -2) : null;
  };

async function uriOf(tag: Ntag424Tag): Promise<string> {
  const message = await readTag(asking(tag), PROCESSOR_ATR);
  const records = message.ok ? parseNdef(message.value) : message;
  if (!records.ok || records.value[0]?.kind !== 'uri') throw new Error('the tag holds a URI');
  return records.value[0].uri;
}

describe('the virtual tag', () => {
  it('is read by the Type 4 reader, and each reading is one read to its counter', async () => {
    const tag = tagWith({ counter: 41 });
    expect(await uriOf(tag)).toMatch(/^https:\/\/example\.se\/k\?picc_data=[0-9A-F]{32}&cmac=[0-9A-F]{16}$/);
    expect(tag.counter).toBe(42);
    await uriOf(tag);
    expect(tag.counter).toBe(43);
  });

  it('shows one and the same message to reads one after the other, and a new one after any other command', () => {
    const tag = tagWith();
    answer(tag, '00A4040007D276000085010100');
    answer(tag, '00A4000C02E104');
    const first = answer(tag, '00B0000000');
    expect(answer(tag, '00B0000000')).toEqual(first);
    answer(tag, '00A4000C02E104');
    expect(answer(tag, '00B0000000')).not.toEqual(first);
    expect(tag.counter).toBe(2);
  });

  it('writes what its template says', async () => {
    expect(await uriOf(tagWith({ template: 'kontor:?e={picc}&c={mac}' }))).toMatch(/^kontor:\?e=\w{32}&c=\w{16}$/);
  });

  it('answers nothing before it is selected, and knows no other file', () => {
    const tag = tagWith();
    expect(answer(tag, '00B0000002').toString('hex')).toBe('6a82');
    expect(answer(tag, '00A4000C02E105').toString('hex')).toBe('6a82');
    expect(tag.counter).toBe(0);
  });

  it('shows its UID, or with random ID another one each time', () => {
    expect(answer(tagWith(), 'FFCA000000').toString('hex')).toBe('04a1b2c3d4e5f69000');
    const shown = Array.from({ length: 4 }, () => answer(tagWith({ randomId: true }), 'FFCA000000').toString('hex'));
    for (const uid of shown) expect(uid).toMatch(/^08[0-9a-f]{6}9000$/);
    expect(new Set(shown).size).toBeGreaterThan(1);
  });
});
