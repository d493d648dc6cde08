import { assert as check, constantFrom, option, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Charset, decodeText } from '../../device/drivers/sip2/charset.ts';
import { frameMessage } from '../../device/drivers/sip2/frames.ts';
import { cleanValue } from '../../device/drivers/sip2/outgoing-text.ts';
import { Requests } from '../../device/drivers/sip2/requests.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { checked } from './checked.ts';
import { OPTIONS } from './directory-at-work.ts';

/** A long run: AK_FUZZ_RUNS=100000. */
const numRuns = Number(process.env.AK_FUZZ_RUNS ?? 300);

const value = string({
  unit: constantFrom('a', '7', '|', '\r', '\n', '\0', '\x85', '\u010d', '\u017c', 'å', 'AA', 'Y'),
});
const values = record({
  charset: constantFrom<Charset>('utf-8', 'latin1', 'ibm850'),
  institution: value,
  terminalPassword: option(value, { nil: undefined }),
  location: option(value, { nil: undefined }),
  user: value,
  password: value,
  card: value,
  pin: option(value),
});

describe('whatever is put into a message', () => {
  it('leaves its end and the ends of its fields where they are', () => {
    check(
      property(values, ({ charset, institution, terminalPassword, location, user, password, card, pin }) => {
        const login = { user, password };
        const options = { ...OPTIONS, charset, institution, terminalPassword, location, login };
        const requests = new Requests(options, new ManualClock());
        const made = [
          { request: requests.login(), fixed: 4, ids: ['CN', 'CO', ...(location === undefined ? [] : ['CP'])] },
          ...(['information', 'status'] as const).map((by) => ({
            request: requests.patron(card, pin, by),
            fixed: by === 'status' ? 23 : 33,
            ids: [
              ...['AO', 'AA'],
              ...(by === 'status' || terminalPassword !== undefined ? ['AC'] : []),
              ...(by === 'status' || pin !== null ? ['AD'] : []),
            ],
          })),
        ];
        for (const { request, fixed, ids } of made) {
          if (request === null) throw new Error('a login was wanted');
          const sent = Buffer.from(frameMessage(request.body, 4)).toString('latin1');
          expect(sent.slice(0, -1)).not.toMatch(/[\0\r\n]/);
          expect(sent).toBe(`${checked(sent.slice(0, -7))}\r`);
          const fields = sent.slice(fixed, -10).split('|');
          expect(fields.pop()).toBe('');
          expect(fields.map((field) => field.slice(0, 2))).toEqual(ids);
          const at = ids.indexOf('AA');
          const back = decodeText(Buffer.from(fields[at] ?? '', 'latin1'), charset).slice(2);
          if (at >= 0 && charset === 'utf-8') expect(back).toBe(cleanValue(card));
        }
      }),
      { numRuns },
    );
  });

  it('has lost what could end a field or a line, and nothing else', () => {
    expect(cleanValue('21|AA99\r\n93\0\x1b\x7f\x85 å')).toBe('21AA9993 å');
  });
});
