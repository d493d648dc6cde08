import { describe, expect, it, test } from 'vitest';
import { type Command, encodeCommand } from '../../device/drivers/osdp/commands.ts';
import { checksum, crc16 } from '../../device/drivers/osdp/crc.ts';
import { encodeFrame } from '../../device/drivers/osdp/frame.ts';
import { FrameParser } from '../../device/drivers/osdp/frame-parser.ts';
import { parseReply } from '../../device/drivers/osdp/replies.ts';
import { hex, toHex } from './hex.ts';

function framed(command: Command, address: number, sequence: number): string {
  return toHex(encodeFrame({ address, sequence, security: null, ...encodeCommand(command) }));
}

/** The one reply in these bytes. */
function replyIn(text: string) {
  const [found, ...more] = new FrameParser().push(hex(text));
  expect(more).toEqual([]);
  if (found?.kind !== 'frame') throw new Error(`no frame but ${JSON.stringify(found)}`);
  const { address, sequence, code, data } = found.frame;
  const reply = parseReply(code, data);
  if (!reply.ok) throw new Error(reply.error.code);
  return { address, sequence, reply: reply.value };
}

describe('the check of a frame', () => {
  test.each([
    // SIA OSDP 2.2 Annex E, as in goToMain/libosdp tests/unit-tests/test-sc-sia-vectors.c
    ['53 7F 0D 00 04 6E 00 80 25 00 00', 0x386e],
    ['53 00 09 00 04 61 00', 0x66c0],
    // goToMain/libosdp tests/unit-tests/test-cp-phy.c
    ['53 65 08 00 04 60', 0x9060],
    // bytedreamer/OSDP.Net, PollCommandTest.cs and ReplyTest.cs (the latter taken off a wire)
    ['53 00 08 00 06 60', 0xcc89],
    ['53 80 08 00 05 40', 0x9f68],
  ])('%s has the CRC %i', (bytes, crc) => {
    expect(crc16(hex(bytes))).toBe(crc);
  });

  test.each([
    // Annex E again, and OSDP.Net's PollCommandTest.cs
    ['53 7F 0C 00 00 6E 00 80 25 00 00', 0x0f],
    ['53 00 08 00 00 61 00', 0x44],
    ['53 00 07 00 02 60', 0x44],
  ])('%s has the checksum %i', (bytes, sum) => {
    expect(checksum(hex(bytes))).toBe(sum);
  });
});

describe('a command as others send it', () => {
  test.each<[string, Command, number, number, string]>([
    // libosdp: test-cp-phy.c (address 65 hex), Annex E, and a trace in goToMain/libosdp issue 287
    ['libosdp, test-cp-phy.c', { kind: 'poll' }, 0x65, 0, '53 65 08 00 04 60 60 90'],
    ['SIA Annex E', { kind: 'identify' }, 0, 0, '53 00 09 00 04 61 00 C0 66'],
    ['libosdp issue 287', { kind: 'describe' }, 0, 1, '53 00 09 00 05 62 00 A3 04'],
    [
      'SIA Annex E',
      { kind: 'set-communication', address: 0, baudRate: 9600 },
      0x7f,
      0,
      '53 7F 0D 00 04 6E 00 80 25 00 00 6E 38',
    ],
    // OSDP.Net: CommandOutgoingMessageTest.cs, PacketDecodingTest.cs
    ['OSDP.Net', { kind: 'poll' }, 0, 2, '53 00 08 00 06 60 89 CC'],
    ['OSDP.Net', { kind: 'local-status' }, 0, 2, '53 00 08 00 06 64 0D 8C'],
    ['OSDP.Net', { kind: 'input-status' }, 0, 2, '53 00 08 00 06 65 2C 9C'],
    ['OSDP.Net', { kind: 'buzzer', on: 2, off: 2, times: 1 }, 0, 2, '53-00-0D-00-06-6A-00-02-02-02-01-59-92'],
    [
      'OSDP.Net',
      { kind: 'set-key', key: hex('00 01 02 03 04 05 06 07 00 01 02 03 04 05 06 07') },
      0,
      2,
      '53-00-1A-00-06-75-01-10-00-01-02-03-04-05-06-07-00-01-02-03-04-05-06-07-CF-A3',
    ],
    // OSDP.Net: OSDPPacketTextFormatterTest.cs has CHLNG in its security block; the block is tested in secure-channel.test.ts
  ])('(%s) %o', (_, command, address, sequence, bytes) => {
    expect(framed(command, address, sequence)).toBe(toHex(hex(bytes)));
  });
});

describe('a reply as readers send it', () => {
  it('ACK, off a wire (OSDP.Net, ReplyTest.cs)', () => {
    expect(replyIn('53 80 08 00 05 40 68 9F')).toEqual({ address: 0, sequence: 1, reply: { kind: 'ack' } });
  });

  it('ACK, off a wire (libosdp-conformance issue 32), with the marking byte before it', () => {
    expect(replyIn('FF 53 80 08 00 06 40 3B CA')).toEqual({ address: 0, sequence: 2, reply: { kind: 'ack' } });
  });

  it('the identity of a reader of HID (libosdp issue 287)', () => {
    const { reply } = replyIn('53 80 14 00 04 45 00 06 8E 01 01 1D 59 00 7A 05 3E 00 B6 C9');
    const identity = { vendor: '00068E', model: 1, version: 1, serialNumber: 0x7a00591d, firmware: '5.62.0' };
    expect(reply).toEqual({ kind: 'identity', identity });
  });

  it('what that reader says it can (libosdp issue 287)', () => {
    const { reply } = replyIn(
      '53 80 35 00 05 46 01 00 00 02 00 00 03 01 00 04 04 01 05 02 01 06 00 00 07 00 00 08 01 00 09 01 01 0A 92 03 0B 92 03 0C 00 00 0E 00 00 0F 00 00 10 01 00 4D 8F',
    );
    expect(reply.kind === 'capabilities' && reply.capabilities.length).toBe(15);
    expect(reply).toMatchObject({
      capabilities: expect.arrayContaining([{ functionCode: 4, compliance: 4, items: 1 }]),
    });
  });

  it('one with a checksum (computed by hand after §5.9)', () => {
    expect(replyIn('53 80 07 00 01 40 E5').reply).toEqual({ kind: 'ack' });
  });

  it('card, keys, states', () => {
    // The data of OSDP.Net's RawCardDataTest.cs, ParseData and FormatHexData_PartialByte_PadsTrailingBitsWithZeros
    expect(parseReply(0x50, hex('05 00 10 00 12 AB'))).toMatchObject({
      value: { kind: 'card', card: { format: 'unspecified', count: 16, bytes: hex('12AB') } },
    });
    expect(parseReply(0x50, hex('00 01 1A 00 8F 12 34 FF'))).toMatchObject({
      value: { card: { format: 'wiegand', count: 26, bytes: hex('8F 12 34 C0') } },
    });
    expect(parseReply(0x53, hex('00 04 31 32 7F 0D'))).toMatchObject({ value: { kind: 'keys', keys: '12*#' } });
    expect(parseReply(0x51, hex('00 01 03 33 32 31'))).toMatchObject({ value: { kind: 'card-text', text: '123' } });
    expect(parseReply(0x48, hex('01 00'))).toMatchObject({ value: { tampered: true, powerFailed: false } });
    expect(parseReply(0x49, hex('00 01'))).toMatchObject({ value: { kind: 'inputs', active: [false, true] } });
    expect(parseReply(0x41, hex('06'))).toMatchObject({ value: { kind: 'nak', code: 6 } });
    expect(parseReply(0x54, hex('02 00 96 00 00'))).toMatchObject({ value: { address: 2, baudRate: 38_400 } });
  });

  test.each([
    [0x50, '00 01 1A 00 8F 12 34', 'reply-malformed'],
    [0x50, '00 01 00 00', 'reply-malformed'],
    [0x53, '00 05 31', 'reply-malformed'],
    [0x45, '00', 'reply-malformed'],
    [0x41, '', 'reply-malformed'],
    [0x99, '', 'reply-unknown'],
  ])('code %i with %s is refused as %s', (code, data, fault) => {
    expect(parseReply(code, hex(data))).toEqual({ ok: false, error: { code: fault } });
  });
});
