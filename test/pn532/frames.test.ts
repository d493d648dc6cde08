import { describe, expect, it } from 'vitest';
import { cardOf, firmwareOf } from '../../device/drivers/pn532/answers.ts';
import { CONFIGURE_SAM, GET_FIRMWARE_VERSION, LIST_PASSIVE_TARGET } from '../../device/drivers/pn532/commands.ts';
import { FrameParser } from '../../device/drivers/pn532/frame-parser.ts';
import { encodeCommand } from '../../device/drivers/pn532/frames.ts';
import { hex } from './hex.ts';

/**
 * Bytes that real chips sent and took, as others wrote them down: DFRobot's DFR0231 module in many Arduino sketches,
 * taichunmin/pn532.js `src/Pn532.test.js`, esphome/issues#3281, and nfcpy `tests/test_clf_pn532.py`.
 */
describe('a command', () => {
  it('is sent as others send it', () => {
    expect(encodeCommand(GET_FIRMWARE_VERSION)).toEqual(hex('00 00 FF 02 FE D4 02 2A 00'));
    expect(encodeCommand(LIST_PASSIVE_TARGET)).toEqual(hex('00 00 FF 04 FC D4 4A 01 00 E1 00'));
    expect(encodeCommand({ code: 0x14, data: [0x01, 0x14, 0x01] })).toEqual(hex('0000FF05FBD4140114010200'));
    expect(encodeCommand({ code: 0x08, data: [...hex('630540630D00633805')] })).toEqual(
      hex('0000FF0BF5D408630540630D006338056C00'),
    );
  });

  it('to a chip that may sleep is sent after 55 55 and zeros', () => {
    expect(encodeCommand({ ...CONFIGURE_SAM, data: [0x01, 0x14, 0x01] })).toEqual(
      hex(`5555 ${'00'.repeat(14)} 0000FF05FBD4140114010200`),
    );
  });

  it('of more than 255 bytes is sent in an extended frame', () => {
    const data = Array.from({ length: 263 }, (_, index) => index & 0xff);
    const sent = encodeCommand({ code: 0x00, data });
    expect(sent.subarray(0, 10)).toEqual(hex('00 00 FF FF FF 01 09 F6 D4 00'));
    expect(sent.length).toBe(3 + 5 + 265 + 2);
  });
});

describe('a frame of the chip', () => {
  it('is read as an acknowledgement and an answer, in one piece or two', () => {
    const bytes = hex('00 00 FF 00 FF 00 00 00 FF 02 FE D5 15 16 00');
    expect(new FrameParser().push(bytes)).toEqual([
      { kind: 'ack' },
      { kind: 'answer', code: 0x15, data: new Uint8Array() },
    ]);
  });

  it('tells the firmware', () => {
    const [frame] = new FrameParser().push(hex('00 00 FF 06 FA D5 03 32 01 06 07 E8 00'));
    expect(frame).toEqual({ kind: 'answer', code: 0x03, data: hex('32 01 06 07') });
    expect(firmwareOf(hex('32 01 06 07'))).toBe('1.6');
    expect(firmwareOf(hex('33 02 07 07'))).toBeNull();
    expect(firmwareOf(hex('32'))).toBeNull();
  });

  it.each([
    ['00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 07 8C FC 4F F0 00', '078CFC4F'],
    ['00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 9D 44 A3 46 04 00', '9D44A346'],
  ])('tells a card of 4 bytes: %s', (bytes, canonical) => {
    const [frame] = new FrameParser().push(hex(bytes));
    expect(frame?.kind === 'answer' && cardOf(frame.data)).toMatchObject({ value: { canonical } });
  });

  it('that is extended is read the same, up to the longest: the echo by which nfcpy tests a line', () => {
    const echo = Uint8Array.from([0x00, ...Array.from({ length: 262 }, (_, index) => index & 0xff)]);
    const sum = echo.reduce((total, byte) => total + byte, 0xd5 + 0x01);
    const bytes = Uint8Array.from([...hex('00 00 FF FF FF 01 09 F6 D5 01'), ...echo, -sum & 0xff, 0x00]);
    expect(new FrameParser().push(bytes)).toEqual([{ kind: 'answer', code: 0x01, data: echo }]);
    expect(new FrameParser().push(hex('00 00 FF FF FF 00 03 FD D5 00 00 2B 00'))).toEqual([
      { kind: 'answer', code: 0x00, data: hex('00') },
    ]);
  });

  it('that tells an error is read with its code', () => {
    expect(new FrameParser().push(hex('00 00 FF 01 FF 7F 81 00'))).toEqual([{ kind: 'error', code: 0x7f }]);
    expect(new FrameParser().push(hex('00 00 FF 01 FF 01 FF 00'))).toEqual([{ kind: 'error', code: 0x01 }]);
    expect(new FrameParser().push(hex('00 00 FF FF FF 00 01 FF 01 FF 00'))).toEqual([{ kind: 'error', code: 0x01 }]);
  });

  it('with a wrong checksum, or from another host, is none', () => {
    const wrong = ['0000FF02FFD54300', '0000FF01FFD50000', '0000FFFFFF0002FFD54300', '0000FFFFFF0001FFD50000'];
    for (const bytes of wrong) expect(new FrameParser().push(hex(bytes))).toEqual([]);
    expect(new FrameParser().push(encodeCommand(GET_FIRMWARE_VERSION))).toEqual([]);
  });

  it('that asks for the last answer again is known', () => {
    expect(new FrameParser().push(hex('00 00 FF FF 00 00'))).toEqual([{ kind: 'nack' }]);
  });
});

describe('an answer about cards', () => {
  it('gives UIDs of 4, 7 and 10 bytes, with or without an ATS', () => {
    expect(cardOf(hex('00'))).toEqual({ ok: true, value: null });
    expect(cardOf(hex('01 01 00 44 00 07 04 A1 B2 C3 D4 E5 F6'))).toMatchObject({
      value: { canonical: '04A1B2C3D4E5F6', randomUid: false },
    });
    expect(cardOf(hex('01 01 03 44 20 07 04 1E 20 61 80 1D 80 06 75 77 81 02 80'))).toMatchObject({
      value: { canonical: '041E2061801D80' },
    });
    expect(cardOf(hex('01 01 00 84 00 0A 00 11 22 33 44 55 66 77 88 99'))).toMatchObject({
      value: { canonical: '00112233445566778899' },
    });
    expect(cardOf(hex('01 01 00 04 08 04 08 12 34 56'))).toMatchObject({ value: { randomUid: true } });
  });

  it.each([
    '',
    '01',
    '01 01 00 04 08',
    '01 01 00 04 08 00',
    '01 01 00 04 08 05 01 02 03 04 05',
    '01 01 00 44 00 07 01 02 03 04',
  ])('that holds no whole UID is told as such: %s', (bytes) => {
    expect(cardOf(hex(bytes))).toEqual({ ok: false, error: { code: 'uid-malformed' } });
  });
});
