import { describe, expect, it, test } from 'vitest';
import { encryptChain } from '../../device/drivers/osdp/aes.ts';
import { type Command, encodeCommand } from '../../device/drivers/osdp/commands.ts';
import { FrameParser } from '../../device/drivers/osdp/frame-parser.ts';
import { SecureChannel } from '../../device/drivers/osdp/secure-channel.ts';
import {
  clientCryptogram,
  DEFAULT_KEY,
  deriveSessionKeys,
  initialMac,
  serverCryptogram,
} from '../../device/drivers/osdp/session-keys.ts';
import { hex, toHex } from './hex.ts';

const ZERO = new Uint8Array(16);
const zeroKeys = { enc: ZERO, mac1: ZERO, mac2: ZERO };

describe('the keys of a session', () => {
  // SIA OSDP 2.2 Annex E, in goToMain/libosdp tests/unit-tests/test-sc-sia-vectors.c and, without R-MAC-I, in
  // SmartRent's jeff test/secure_channel_test.exs
  const server = hex('B0 B1 B2 B3 B4 B5 B6 B7');
  const client = hex('A0 A1 A2 A3 A4 A5 A6 A7');
  const keys = deriveSessionKeys(DEFAULT_KEY, server);

  it('come out as in Annex E', () => {
    expect(toHex(keys.mac1)).toBe('5E86C676603BDEE2D8BEAFE178637332');
    expect(toHex(keys.mac2)).toBe('6FDA86E857777E81132035758239172E');
    expect(toHex(keys.enc)).toBe('BF8DC2A8329ACB8C67C6D0CD9A451682');
  });

  it('prove both sides and begin the chain as in Annex E', () => {
    expect(toHex(serverCryptogram(keys, server, client))).toBe('26D3356E07762D262801FC8E6665A891');
    expect(toHex(clientCryptogram(keys, server, client))).toBe('FDE5D2F428EC16312471EA3C02BD7796');
    expect(toHex(initialMac(keys, serverCryptogram(keys, server, client)))).toBe('B2A30057EB98BA2229EC1F875662B524');
  });

  it('come out as in a handshake off a wire (OSDP.Net, OSDPPacketTextFormatterTest.cs)', () => {
    const wire = { server: hex('9ACC78E0E206FD87'), client: hex('D66D5A91E600806A') };
    const session = deriveSessionKeys(DEFAULT_KEY, wire.server);
    const proof = serverCryptogram(session, wire.server, wire.client);
    expect(toHex(clientCryptogram(session, wire.server, wire.client))).toBe('53FA00E5E6E152ABD57A7E10000B4A5F');
    expect(toHex(proof)).toBe('2E82307D6D655DE166E7E7B2B02E1A7B');
    expect(toHex(initialMac(session, proof))).toBe('A96542F6D54E3C129768DB80DD2FDA50');
  });
});

describe('AES in CBC mode', () => {
  it('is that of NIST SP 800-38A F.2.1', () => {
    const key = hex('2b7e151628aed2a6abf7158809cf4f3c');
    const start = hex('000102030405060708090a0b0c0d0e0f');
    const clear = hex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51');
    expect(toHex(encryptChain(key, start, clear))).toBe(
      '7649ABAC8119B246CEE98E9B12E9197D5086CB9B507219EE95DB113A917678B2',
    );
  });
});

describe('a sealed command', () => {
  // OSDP.Net, CommandOutgoingMessageTest.cs: all keys and MACs zero, address 0, sequence 2
  test.each<[Command, string]>([
    [{ kind: 'poll' }, '53-00-0E-00-0E-02-15-60-4B-32-76-77-73-B6'],
    [{ kind: 'local-status' }, '53-00-0E-00-0E-02-15-64-6F-63-24-6F-D0-50'],
    [{ kind: 'input-status' }, '53-00-0E-00-0E-02-15-65-46-0E-3D-4E-2A-6A'],
    [{ kind: 'identify' }, '53-00-1E-00-0E-02-17-61-D1-4E-B7-AD-98-2C-C5-F9-AA-25-31-8A-7E-AE-D6-26-9A-E9-95-73-19-83'],
    [{ kind: 'describe' }, '53-00-1E-00-0E-02-17-62-D1-4E-B7-AD-98-2C-C5-F9-AA-25-31-8A-7E-AE-D6-26-0F-6A-2A-A7-38-70'],
    [
      { kind: 'set-communication', address: 1, baudRate: 9600 },
      '53-00-1E-00-0E-02-17-6E-AC-A3-C2-FF-E4-D9-E5-99-CD-77-1B-8E-F3-D1-3F-23-FA-AB-63-4E-08-95',
    ],
    [
      { kind: 'set-key', key: hex('00010203040506070001020304050607') },
      '53-00-2E-00-0E-02-17-75-F0-DD-EC-9A-0E-D8-CE-4C-80-BA-F5-D5-5C-18-43-6F-91-89-FD-66-C9-F2-23-DC-04-14-86-D8-33-57-DF-98-6C-1D-4B-C2-B2-F2',
    ],
  ])('%o is as OSDP.Net seals it', (command, bytes) => {
    expect(toHex(new SecureChannel(zeroKeys, ZERO).seal(0, 2, encodeCommand(command)))).toBe(toHex(hex(bytes)));
  });

  it('is the same again when what came between was refused: the chain has not moved', () => {
    const channel = new SecureChannel(zeroKeys, ZERO);
    const poll = encodeCommand({ kind: 'poll' });
    const sealed = toHex(channel.seal(0, 2, poll));
    const [ack] = new FrameParser().push(hex('53 80 08 00 06 40 3B CA'));
    expect(ack?.kind === 'frame' && channel.open(ack.frame)).toEqual({ ok: false, error: { code: 'reply-in-clear' } });
    expect(toHex(channel.seal(0, 2, poll))).toBe(sealed);
  });
});
