import { describe, expect, it } from 'vitest';
import type { Sip2Faults } from '../../device/simulator/sip2/sip2-faults.ts';
import { CARD, PIN } from './directory-at-work.ts';
import { OverTcp } from './over-tcp.ts';

const GOOD = { outcome: 'good' } as const;
const GARBLED = { outcome: 'unavailable', code: 'patron-garbled' } as const;

const HARMLESS: readonly (readonly [string, Partial<Sip2Faults>])[] = [
  ['a banner before every answer', { garbage: 'Welcome to SIP2 4.11!\r\nlogin: \r\n' }],
  ['telnet before every answer', { garbage: '\xff\xfd\x03\xff\xfb\x01' }],
  ['NULs and a prompt on the same line', { garbage: '\0\0SIP 2.00> ' }],
  ['answers to nothing before every answer', { garbage: '941AY7AZFDF6\r12345\r' }],
  ['CR and LF at the end', { lineEnd: '\r\n' }],
  ['LF at the end', { lineEnd: '\n' }],
  ['fields that nobody knows', { unknownFields: true }],
  ['one wrong checksum', { spoilt: 1 }],
  ['three wrong checksums', { spoilt: 3 }],
  ['pieces of seven bytes, with garbage', { pieceBytes: 7, garbage: '\x1b[2J' }],
];

const HARMFUL: readonly (readonly [string, Partial<Sip2Faults>])[] = [
  ['wrong checksums for ever', { spoilt: Number.POSITIVE_INFINITY }],
  ['no checksums where there should be', { unchecked: true }],
  ['a line without end', { endless: true }],
  ['answers about another card', { wrongCard: true }],
];

describe('a library that sends', () => {
  it.each(HARMLESS)('%s is understood', async (_, faults) => {
    const work = await OverTcp.start();
    work.server.library.fail(faults);
    await work.become('ready');
    work.server.library.fail(faults);
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    expect(await work.ask(CARD, '0000')).toEqual({ outcome: 'refused', reason: 'pin-wrong' });
    expect(await work.ask('nobody')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
    expect(work.statuses).toEqual(['starting', 'ready']);
    expect(work.server.connections).toBe(1);
  });

  it.each(HARMFUL)('%s is not, its connection is cut, and it is asked anew when it is well', async (_, faults) => {
    const work = await OverTcp.ready();
    work.server.library.fail(faults);
    expect(await work.ask(CARD, PIN)).toEqual(GARBLED);
    expect(work.statuses.at(-1)).toBe('faulted patron-garbled');
    work.server.library.heal();
    await work.become('ready', 200);
    expect(work.server.connections).toBe(2);
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
  });

  it('no checksums is understood where the office knows that it sends none', async () => {
    const work = await OverTcp.start({ options: { errorDetection: false } });
    work.server.library.fail({ unchecked: true });
    await work.become('ready');
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    expect(await work.ask(CARD, '0000')).toEqual({ outcome: 'refused', reason: 'pin-wrong' });
  });
});
