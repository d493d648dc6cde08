import { describe, expect, it } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { checksumOf } from '../../device/drivers/sip2/checksum.ts';
import { frameMessage, resendRequest } from '../../device/drivers/sip2/frames.ts';
import type { Sip2Options } from '../../device/drivers/sip2/options.ts';
import { sipDate } from '../../device/drivers/sip2/outgoing-text.ts';
import { readLine } from '../../device/drivers/sip2/read-line.ts';
import { type Request, Requests } from '../../device/drivers/sip2/requests.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { checked, latin1 } from './checked.ts';
import { OPTIONS } from './directory-at-work.ts';

const requests = (options: Partial<Sip2Options> = {}) => new Requests({ ...OPTIONS, ...options }, new ManualClock());
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const framed = (request: Request | null, sequence: number | null) =>
  request === null ? null : text(frameMessage(request.body, sequence));

/** Messages of public SIP2 clients and servers: Evergreen's SIPServer, php-sip2, a Polaris manual, a log in Libki's issues. */
describe('a message to a library', () => {
  it('is sent as others send it', () => {
    expect(framed(requests().login(), 0)).toBe('9300CNscclient|COclientpwd|CPkontor-1|AY0AZF08B\r');
    expect(framed(requests().status(), 1)).toBe('9900802.00AY1AZFCA0\r');
    expect(text(resendRequest())).toBe('97AZFEF5\r');
  });

  it('has a checksum that others agree with', () => {
    for (const message of [
      '9900302.00AY2AZFCA4',
      '941AY0AZFDFD',
      '941AY1AZFDFC',
      '2300120250522    154913AO|AA0310000000253|AC|AD0213|AY0AZF30D',
    ])
      expect(checksumOf(latin1(message.slice(0, -4)))).toBe(message.slice(-4));
  });

  it('has four digits of checksum, whatever the sum', () => {
    for (let length = 0; length < 1_200; length++) {
      const text = 'x'.repeat(length);
      expect(`${text}AZ${checksumOf(latin1(`${text}AZ`))}`).toBe(checked(text));
    }
  });

  it('about a patron has the date in universal time, no summary, and secrets only where there are any', () => {
    expect(framed(requests().patron('21234', null, 'information'), 2)).toBe(
      `${checked('6300120260302   Z090000          AOSIMLIB|AA21234|AY2')}\r`,
    );
    const withSecrets = requests({ terminalPassword: 'box', language: '006' }).patron('21234', '4711', 'information');
    expect(framed(withSecrets, 3)).toBe(
      `${checked('6300620260302   Z090000          AOSIMLIB|AA21234|ACbox|AD4711|AY3')}\r`,
    );
  });

  it('to a library that knows no 63 is a 23, with AC and AD even when they are empty', () => {
    expect(framed(requests().patron('21234', null, 'status'), 4)).toBe(
      `${checked('2300120260302   Z090000AOSIMLIB|AA21234|AC|AD|AY4')}\r`,
    );
    expect(framed(requests().patron('21234', '4711', 'status'), 5)).toBe(
      `${checked('2300120260302   Z090000AOSIMLIB|AA21234|AC|AD4711|AY5')}\r`,
    );
  });

  it('ends a session without the PIN', () => {
    expect(framed(requests({ terminalPassword: 'box' }).endSession('21234'), 9)).toBe(
      `${checked('3520260302   Z090000AOSIMLIB|AA21234|ACbox|AY9')}\r`,
    );
  });

  it('has neither sequence number nor checksum without error detection', () => {
    expect(framed(requests().status(), null)).toBe('9900802.00\r');
  });

  it('has its date in 18 characters, whatever the moment', () => {
    expect(sipDate(epochMs(Date.UTC(1999, 11, 31, 23, 59, 59, 999)))).toBe('19991231   Z235959');
    expect(sipDate(epochMs(0))).toBe('19700101   Z000000');
  });

  it('says no login to a library that wants none', () => {
    expect(requests({ login: undefined }).login()).toBeNull();
    expect(framed(requests({ location: undefined }).login(), 0)).toBe(`${checked('9300CNscclient|COclientpwd|AY0')}\r`);
  });
});

describe('an answer that a library has sent somewhere', () => {
  const read = (line: string, errorDetection = true) => readLine(line, { charset: 'utf-8', errorDetection });

  it('to a login is understood', () => {
    expect(read('941AY0AZFDFD')).toEqual({ kind: 'answer', sequence: 0, answer: { kind: 'login', accepted: true } });
    expect(read(checked('940AY7'))).toEqual({
      kind: 'answer',
      sequence: 7,
      answer: { kind: 'login', accepted: false },
    });
    expect(read('941', false)).toMatchObject({ kind: 'answer', sequence: null, answer: { accepted: true } });
  });

  it('about its status is understood, blanks after BX and no delimiter before AY', () => {
    const line = `98YYYYNY99999920240417    0830582.00AF|AG|AM|AN|AO25404|BXYYYYYYYYNYYNNNYY${' '.repeat(40)}AY2`;
    expect(read(checked(line))).toEqual({
      kind: 'answer',
      sequence: 2,
      answer: { kind: 'status', online: true, patronInformation: true, endSession: false },
    });
  });

  it('about a patron keeps five things of two dozen (Polaris)', () => {
    const line =
      '64              00120170101    120500000000000000000000000000AO3|AA22222123456789|AEDoe, John|BZ0020|CA0010|CB0025|' +
      'BLY|CQY|BHUSD|BV0.00|CC4.99|BD123 Main Street, Syracuse, NY 13202||BF315-555-1234|BC19801231    235959|PA1|PEMB|' +
      'PS|U4Yes|U5|PZ13202|PX20180215    235959|PYN|FA0.00|AFPatron status is ok.|AY0';
    expect(read(checked(line))).toEqual({
      kind: 'answer',
      sequence: 0,
      answer: {
        kind: 'patron',
        patron: { card: '22222123456789', conditions: ' '.repeat(14), valid: true, pin: 'right', expires: '1' },
      },
    });
  });

  it('about a patron by 24 is understood (Corvina), checksum included', () => {
    const line =
      '24  Y           00120250522    154805AOtmkodb|AA0310000000253|AELibki Teszt|BLY|CQY|BHHUF|BV0.0|AY0AZE5DB';
    expect(read(line)).toMatchObject({
      kind: 'answer',
      sequence: 0,
      answer: { kind: 'patron', patron: { card: '0310000000253', conditions: '  Y           ', valid: true } },
    });
  });
});
