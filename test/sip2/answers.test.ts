import { describe, expect, it } from 'vitest';
import { type Answer, type Patron, readAnswer } from '../../device/drivers/sip2/answers.ts';
import type { Charset } from '../../device/drivers/sip2/charset.ts';
import { LineSplitter } from '../../device/drivers/sip2/line-splitter.ts';
import { readLine } from '../../device/drivers/sip2/read-line.ts';
import { checked, latin1 } from './checked.ts';

const HEAD = `64${' '.repeat(14)}00120260302    090000${'0000'.repeat(6)}`;

function patronIn(fields: string, charset: Charset = 'utf-8'): Patron {
  const answer = readAnswer(`${HEAD}${fields}`, charset);
  if (answer?.kind !== 'patron') throw new Error('no answer about a patron');
  return answer.patron;
}

function statusIn(text: string): Extract<Answer, { kind: 'status' }> {
  const answer = readAnswer(text, 'utf-8');
  if (answer?.kind !== 'status') throw new Error('no answer about the status');
  return answer;
}

describe('the fields of an answer', () => {
  it('may come in any order, with others between them', () => {
    const patron = { card: '21', conditions: ' '.repeat(14), valid: true, pin: 'right', expires: '20270101' };
    expect(patronIn('AOx|AA21|BLY|CQY|PA20270101|')).toEqual(patron);
    expect(patronIn('PA20270101|ZZ?|CQY|AEx|BLY|AFy|AA21|AO|')).toEqual(patron);
  });

  it('are not looked for in the text of others', () => {
    expect(patronIn('AA21|AEBLY CQY|AFBLY|BDCQY PA20990101|')).toMatchObject({
      valid: false,
      pin: 'unsaid',
      expires: null,
    });
  });

  it('that come twice count the first time', () => {
    expect(patronIn('AA21|BLN|BLY|CQN|CQY|AA22|PA20200101|PA20990101|')).toEqual({
      card: '21',
      conditions: ' '.repeat(14),
      valid: false,
      pin: 'wrong',
      expires: '20200101',
    });
  });

  it('that are empty, short or unknown harm nothing', () => {
    expect(patronIn('|||X|BL|CQ||AA 21 |??|\u0007|')).toMatchObject({ card: '21', valid: false, pin: 'unsaid' });
    expect(patronIn('')).toMatchObject({ card: null, valid: false, pin: 'unsaid', expires: null });
  });

  it('say yes by Y alone', () => {
    for (const no of ['N', 'y', '1', 'YES', ' Y', 'YN'])
      expect(patronIn(`AA21|BL${no}|CQ${no}|`)).toMatchObject({ valid: false, pin: 'wrong' });
  });

  it('hold a card in the charset of the site', () => {
    expect(patronIn('AA\xc3\x85-7|', 'utf-8').card).toBe('Å-7');
    expect(patronIn('AA\xc5-7|', 'latin1').card).toBe('Å-7');
    expect(patronIn('AA\x8f-7|', 'ibm850').card).toBe('Å-7');
    expect(patronIn('AA\xc5-7|', 'utf-8').card).toBe('\ufffd-7');
  });
});

describe('what a library can be asked', () => {
  const head = '98YYYNYN60000320260302    090000';

  it('is in BX, whose places count from 0: 7 for patron information, 8 for the end of a session', () => {
    expect(statusIn(`${head}2.00AOx|BXYNNNNNNYNNNNNNNN|`)).toMatchObject({
      patronInformation: true,
      endSession: false,
    });
    expect(statusIn(`${head}2.00AOx|BXYNNNNNNNYNNNNNNN|`)).toMatchObject({
      patronInformation: false,
      endSession: true,
    });
    expect(statusIn(`${head}2.00AOx|BXYYYY|`)).toMatchObject({ patronInformation: false, endSession: false });
  });

  it('is guessed by the version where there is no BX', () => {
    expect(statusIn(`${head}2.00AOx|`)).toMatchObject({ patronInformation: true, endSession: false });
    expect(statusIn(`${head}1.00AOx|`)).toMatchObject({ patronInformation: false, endSession: false });
  });

  it('is nothing while it says that it is out', () => {
    expect(statusIn(`98N${head.slice(3)}2.00AOx|`).online).toBe(false);
  });
});

describe('a line', () => {
  const read = (line: string, errorDetection = true) => readLine(line, { charset: 'utf-8', errorDetection });

  it('is noise when it is no answer', () => {
    for (const line of [
      'login:',
      '',

      '6',
      '12 941',
      '630012026',
      'HTTP/1.1 400 Bad Request',
      '9900802.00AY1AZFCA0',
      checked('101YNN20260302    090000AOx|AB2496|AY3'),
      checked('6300120260324    090000          AOx|AA2196|AY3'),
      '9634',
    ])
      expect(read(line)).toEqual({ kind: 'noise' });
  });

  it('is an answer after a prompt, NULs or what telnet says', () => {
    for (const before of ['login: ', '\0\0\0', '\xff\xfd\x01\xff\xfb\x03', '   ', '|', '\x1b[2J', 'SIP 2.00> '])
      expect(read(`${before}941AY0AZFDFD`)).toMatchObject({ kind: 'answer', sequence: 0 });
  });

  it('is spoilt when its checksum is wrong, or is not there where it should be', () => {
    for (const line of ['941AY0AZFDFE', '940AY0AZFDFD', '941AY1AZFDFD', '941', '941AY0', '941AY0AZ', '941AY0AZFDF'])
      expect(read(line)).toEqual({ kind: 'spoilt', ascii: true });
    expect(read(checked('941'))).toEqual({ kind: 'spoilt', ascii: true });
    expect(read(`${HEAD}AE\xc5sa|AY0AZ0000`)).toEqual({ kind: 'spoilt', ascii: false });
  });

  it('without error detection is believed without a checksum, and not with a wrong one', () => {
    expect(read('941', false).kind).toBe('answer');
    expect(read('941AY0AZFDFD', false).kind).toBe('answer');
    expect(read('941AY0AZFDFE', false).kind).toBe('spoilt');
  });

  it('may have its checksum in small letters', () => {
    expect(read('941AY0AZfdfd').kind).toBe('answer');
  });

  it('is malformed when it is shorter than its fixed part', () => {
    expect(read(checked('98YYAY3'))).toEqual({ kind: 'malformed', sequence: 3 });
    expect(read(checked(`${HEAD.slice(0, -1)}AY4`))).toEqual({ kind: 'malformed', sequence: 4 });
  });

  it('that asks for the last message again is known, with a checksum and without', () => {
    expect(read('96AZFEF6').kind).toBe('send-again');
    expect(read('96').kind).toBe('send-again');
    expect(read('\0login: 96AZFEF6').kind).toBe('send-again');
  });
});

describe('lines in a stream', () => {
  const split = (...pieces: readonly string[]) => {
    const splitter = new LineSplitter();
    return pieces.map((piece) => splitter.push(latin1(piece)));
  };

  it('end with CR, LF or both', () => {
    expect(split('941\r942\n943\r\n\r\n94')).toEqual([['941', '942', '943']]);
    expect(split('941', '4\r', '\n9', '\n')).toEqual([[], ['9414'], [], ['9']]);
  });

  it('may be 8 KB long and no longer', () => {
    expect(split('x'.repeat(8192), '\r')).toEqual([[], ['x'.repeat(8192)]]);
    expect(split('x'.repeat(8193))).toEqual([null]);
    expect(split(`941\r${'x'.repeat(8193)}\r942\r`)).toEqual([null]);
  });

  it('are found anew after one that was too long', () => {
    expect(split('x'.repeat(9000), '941\r')).toEqual([null, ['941']]);
  });
});
