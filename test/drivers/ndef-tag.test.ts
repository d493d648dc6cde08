import { array, asyncProperty, assert as check, constantFrom, option, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AskCard, readTag } from '../../device/drivers/pcsc/ndef-tag.ts';
import { type2Memory, type2Tag, type4Tag } from '../support/tags.ts';
import { STORAGE_CARD_ATR, type VirtualCard } from '../support/virtual-slot.ts';

const PROCESSOR_ATR = Buffer.from('3B80800101', 'hex');

const asking =
  (card: VirtualCard): AskCard =>
  async (apdu) => {
    const answer = card(Buffer.from(apdu));
    if (answer === null || answer === 'leave') throw new Error('gone');
    return answer.readUInt16BE(answer.length - 2) === 0x9000 ? answer.subarray(0, -2) : null;
  };
const readType2 = (memory: Buffer) => readTag(asking(type2Tag(memory)), STORAGE_CARD_ATR);
const readType4 = (message: Buffer) => readTag(asking(type4Tag(message)), PROCESSOR_ATR);

describe.each([1, 58, 59, 60, 61, 254, 255, 256, 700, 850])('a message of %i bytes', (length) => {
  const message = Buffer.alloc(length, 0x41);

  it('is read from a tag of Type 2', async () => {
    expect(await readType2(type2Memory(message))).toEqual({ ok: true, value: message });
  });

  it('is read from a tag of Type 4', async () => {
    expect(await readType4(message)).toEqual({ ok: true, value: message });
  });
});

describe('a tag', () => {
  it.each([
    ['not formatted', '00000000', 'ndef-none'],
    ['formatted, and empty', 'E1106D00FE000000', 'ndef-none'],
    ['with an end that never comes', 'E1100200', 'ndef-none'],
    ['with a message that is too long', 'E110FF0003FF0800', 'ndef-too-long'],
    ['with a message that goes on beyond its memory', 'E110020003200000', 'ndef-none'],
  ])('of Type 2 that is %s is refused', async (_, memory, code) => {
    expect(await readType2(Buffer.from(memory, 'hex'))).toEqual({ ok: false, error: { code } });
  });

  it('of Type 4 that is empty is refused', async () => {
    expect(await readType4(Buffer.alloc(0))).toEqual({ ok: false, error: { code: 'ndef-none' } });
  });

  it('of Type 4 whose message is too long is refused', async () => {
    expect(await readType4(Buffer.alloc(1_025))).toEqual({ ok: false, error: { code: 'ndef-too-long' } });
  });

  it('that is none holds no message', async () => {
    const code = 'ndef-none';
    expect(await readTag(async () => null, PROCESSOR_ATR)).toEqual({ ok: false, error: { code } });
  });

  it('that answers anything at all is never asked for ever', async () => {
    const answers = array(option(uint8Array({ maxLength: 64 })), { minLength: 1, maxLength: 30 });
    await check(
      asyncProperty(answers, constantFrom(STORAGE_CARD_ATR, PROCESSOR_ATR), async (given, atr) => {
        let asked = 0;
        const read = await readTag(async () => {
          const answer = given[asked % given.length] ?? null;
          asked += 1;
          return answer && Buffer.from(answer);
        }, atr);
        expect(asked).toBeLessThan(1_100);
        if (read.ok) expect(read.value.length).toBeLessThanOrEqual(1_024);
      }),
      { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 300) },
    );
  });
});
