import { array, assert as check, constantFrom, integer, oneof, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameParser } from '../../device/drivers/pn532/frame-parser.ts';
import type { Frame } from '../../device/drivers/pn532/frames.ts';
import { hex } from './hex.ts';

const ACK = hex('00 00 FF 00 FF 00');
const CARD = hex('00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 07 8C FC 4F F0 00');
const CARD_FRAME: Frame = { kind: 'answer', code: 0x4b, data: hex('01 01 00 04 08 04 07 8C FC 4F') };

const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Frames found when the bytes come in these pieces. */
function parse(...pieces: readonly Uint8Array[]): readonly Frame[] {
  const parser = new FrameParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

/** Bytes that are often a part of a frame. */
const awkward = uint8Array({ maxLength: 40 }).chain((noise) =>
  array(oneof(constantFrom(0x00, 0xff, 0xd5, 0x01, 0x7f), integer({ min: 0, max: 255 })), { maxLength: 60 }).map(
    (bytes) => joined(noise, Uint8Array.from(bytes)),
  ),
);

describe('frames after trouble on the line', () => {
  it('are found after a frame that was cut at any byte', () => {
    for (let kept = 0; kept < CARD.length - 1; kept++) {
      const frames = parse(CARD.subarray(0, kept), ACK, CARD, ACK);
      expect(frames.filter(({ kind }) => kind === 'answer')).toContainEqual(CARD_FRAME);
    }
  });

  it('are found when a byte goes missing before them, whichever', () => {
    for (let gone = 0; gone < CARD.length; gone++) {
      const frames = parse(
        CARD.filter((_, index) => index !== gone),
        CARD,
      );
      expect(frames.at(-1)).toEqual(CARD_FRAME);
    }
  });

  it('are not found in a frame with a flipped bit, and are right after it', () => {
    for (let bit = 8; bit < (CARD.length - 1) * 8; bit++) {
      const flipped = CARD.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const frames = parse(flipped, ACK, CARD, ACK, CARD, new Uint8Array(280));
      expect(frames.at(-1)).toEqual(CARD_FRAME);
      for (const frame of frames) if (frame.kind === 'answer') expect(frame).toEqual(CARD_FRAME);
    }
  });

  it('are found after any garbage, at the latest when it has been cleared away', () => {
    check(
      property(awkward, (garbage) => {
        const parser = new FrameParser();
        parser.push(garbage);
        parser.clear();
        expect(parser.push(joined(ACK, CARD))).toEqual([{ kind: 'ack' }, CARD_FRAME]);
      }),
    );
  });

  it('are found after garbage without a start code, with nothing cleared', () => {
    check(
      property(awkward, (garbage) => {
        const harmless = garbage.map((byte) => (byte === 0xff ? 0xfe : byte));
        expect(parse(harmless, ACK, CARD)).toEqual([{ kind: 'ack' }, CARD_FRAME]);
      }),
    );
  });
});

describe('any bytes', () => {
  it('give the same frames however they are split', () => {
    const stream = array(oneof(awkward, constantFrom(ACK, CARD)), { maxLength: 8 }).map((parts) => joined(...parts));
    check(
      property(tuple(stream, array(integer({ min: 0, max: 300 }))), ([bytes, cuts]) => {
        const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(parse(...pieces)).toEqual(parse(bytes));
      }),
    );
  });

  it('give answers whose bytes were there, and never throw', () => {
    check(
      property(awkward, (bytes) => {
        const text = Buffer.from(bytes).toString('hex');
        for (const frame of parse(bytes))
          if (frame.kind === 'answer') expect(text).toContain(Buffer.from(frame.data).toString('hex'));
      }),
    );
  });
});
