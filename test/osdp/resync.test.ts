import { assert as check, integer, nat, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endFrame } from '../../device/drivers/osdp/frame.ts';
import { FrameParser, type Parsed } from '../../device/drivers/osdp/frame-parser.ts';
import { hex } from './hex.ts';

const ACK = hex('53 80 08 00 05 40 68 9F');

function kinds(found: readonly Parsed[]): readonly string[] {
  return found.map((one) => (one.kind === 'fault' ? one.code : 'frame'));
}

describe('finding messages in a noisy stream', () => {
  it('is the same however the bytes are split', () => {
    check(
      property(uint8Array({ maxLength: 600 }), integer({ min: 1, max: 40 }), (noise, step) => {
        const bytes = Uint8Array.from([...noise, ...ACK, ...noise, ...ACK]);
        const parser = new FrameParser();
        const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
          parser.push(bytes.subarray(at * step, (at + 1) * step)),
        );
        expect(pieces.flat()).toEqual(new FrameParser().push(bytes));
      }),
    );
  });

  it('never throws, and is in step after one frame that is long enough to end any false start', () => {
    check(
      property(uint8Array({ maxLength: 700 }), (noise) => {
        const parser = new FrameParser();
        parser.push(noise);
        const filler = Uint8Array.from({ length: 256 }, () => 0xff);
        parser.push(filler);
        expect(kinds(parser.push(ACK))).toEqual(['frame']);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the frame that follows on a false start, when the stream goes on', () => {
    const parser = new FrameParser();
    expect(parser.push(Uint8Array.from([...hex('53 80 20 00 04'), ...ACK]))).toEqual([]);
    expect(parser.midFrame).toBe(true);
    const found = kinds([...parser.push(ACK), ...parser.push(ACK), ...parser.push(ACK)]);
    expect(found).toEqual(['check-wrong', 'frame', 'frame', 'frame', 'frame']);
  });

  it('starts anew when it is cleared', () => {
    const parser = new FrameParser();
    parser.push(hex('53 80 FF 00 04'));
    parser.clear();
    expect(kinds(parser.push(ACK))).toEqual(['frame']);
  });

  it('refuses lengths that no message has', () => {
    expect(kinds(new FrameParser().push(hex('53 80 FF FF 04')))).toEqual(['length-absurd']);
    expect(kinds(new FrameParser().push(hex('53 80 01 01 04')))).toEqual(['length-absurd']);
    expect(kinds(new FrameParser().push(hex('53 80 07 00 04')))).toEqual(['length-absurd']);
  });

  it('refuses a message that any single bit is wrong of', () => {
    check(
      property(nat({ max: ACK.length * 8 - 1 }), (bit) => {
        const wrong = ACK.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit % 8)) : byte));
        const found = new FrameParser().push(Uint8Array.from([...wrong, ...new Uint8Array(256)]));
        expect(kinds(found)).not.toContain('frame');
      }),
    );
  });

  it('passes over our own commands, that the line may give back', () => {
    const found = new FrameParser().push(Uint8Array.from([...hex('FF 53 00 08 00 06 60 89 CC'), ...ACK]));
    expect(kinds(found)).toEqual(['frame']);
  });

  it('does not take for a message what a message carries', () => {
    const inner = ACK;
    const outer = Uint8Array.from([0x53, 0x80, 0x14, 0x00, 0x05, 0x51, 0x00, 0x00, ...inner]);
    expect(new FrameParser().push(outer)).toEqual([]);
  });

  it.each(['53 80 09 00 0D 01 40', '53 80 0A 00 0D 09 16 40', '53 80 0A 00 0D 02 16 40'])(
    'names a security block, a code or a MAC that does not fit, as in %s',
    (bytes) => {
      expect(kinds(new FrameParser().push(endFrame(hex(bytes))))).toEqual(['block-malformed']);
    },
  );
});
