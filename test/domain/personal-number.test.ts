import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsPersonalNumber } from '../../device/domain/personal-number.ts';

/** The last digit that makes Luhn's sum right, by adding up what is doubled and what is not. */
function withCheckDigit(nine: string): string {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = [...nine].reduce(
    (total, digit, at) => total + (at % 2 ? Number(digit) : (doubled[Number(digit)] ?? 0)),
    0,
  );
  return nine + ((10 - (sum % 10)) % 10);
}

const two = (number: number) => String(number).padStart(2, '0');

/** A day between 1890 and 2039, its century and its ten digits. */
const numbers = fc
  .record({
    day: fc.date({ min: new Date('1890-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }),
    serial: fc.integer({ min: 0, max: 999 }),
    coordination: fc.boolean(),
  })
  .map(({ day, serial, coordination }) => {
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
    const date = day.getUTCDate() + (coordination ? 60 : 0);
    const nine = `${two(year % 100)}${two(month)}${two(date)}${String(serial).padStart(3, '0')}`;
    return { century: String(Math.floor(year / 100)), digits: withCheckDigit(nine) };
  });

const separators = fc.constantFrom('', '-', '+', ' ', '\u2013');
const around = fc.string({ maxLength: 20 }).filter((text) => !/\p{N}/u.test(text.normalize('NFKC')));

describe('a personal identity number', () => {
  // The examples of Skatteverket's SKV 704 and of its list of numbers for testing.
  test.each(['640823-3234', '19640823-3234', '6408233234', '196408233234', '701063-2391', '19121212-1212'])(
    '%s is found',
    (text) => {
      expect(holdsPersonalNumber(text)).toBe(true);
    },
  );

  test('is found however it is written, and whatever stands around it', () => {
    fc.assert(
      fc.property(
        numbers,
        separators,
        fc.boolean(),
        around,
        around,
        ({ century, digits }, separator, long, before, after) => {
          const written = `${long ? century : ''}${digits.slice(0, 6)}${separator}${digits.slice(6)}`;
          expect(holdsPersonalNumber(before + written + after)).toBe(true);
        },
      ),
    );
  });

  test.each([
    ...['640823 - 3234', '640823 \u2013 3234', '640823\u22123234', '640823--3234', '1964-08-23 - 3234'],
    ...['64.08.23-3234', '64/08/23 3234', '640823\u00ad3234', '640823\u200b-3234', '640823-\u206032\u206034'],
    ...['٦٤٠٨٢٣-٣٢٣٤', '۶۴۰۸۲۳-۳۲۳۴'],
  ])('is found as a hand may write it, too: %s', (text) => {
    expect(holdsPersonalNumber(text)).toBe(true);
  });

  test('is found in digits of full width, and in an address', () => {
    expect(holdsPersonalNumber('６４０８２３−３２３４')).toBe(true);
    expect(holdsPersonalNumber('https://example.se/kort?pnr=19640823-3234&x=1')).toBe(true);
    expect(holdsPersonalNumber('1964-08-23-3234')).toBe(true);
  });
});

describe('what is none', () => {
  test('with another check digit', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), ({ digits }, more) => {
        const wrong = (Number(digits.at(-1)) + more) % 10;
        expect(holdsPersonalNumber(digits.slice(0, -1) + wrong)).toBe(false);
      }),
    );
  });

  test('in a longer run of digits', () => {
    fc.assert(
      fc.property(numbers, fc.stringMatching(/^[0-9]{4}$/), ({ digits }, more) => {
        expect(holdsPersonalNumber(digits + more)).toBe(false);
      }),
    );
  });

  test('an organisation’s number: its third and fourth digits are 20 or more', () => {
    const organisations = fc.tuple(
      fc.integer({ min: 10, max: 99 }),
      fc.integer({ min: 20, max: 99 }),
      fc.stringMatching(/^[0-9]{5}$/),
    );
    fc.assert(
      fc.property(organisations, ([group, second, rest]) => {
        expect(holdsPersonalNumber(withCheckDigit(`${group}${second}${rest}`))).toBe(false);
      }),
    );
    expect(holdsPersonalNumber('556036-0793')).toBe(false);
  });

  test.each(['2026-11-29 \u2013 2026-12-05', '2026-11-29\u20132026-12-05', '2026-11-29 - 2026-12-05'])(
    'from a day to another: %s',
    (text) => {
      expect(holdsPersonalNumber(text)).toBe(false);
    },
  );

  test.each(['30234000517861', '04A1B2C3D4E5F6', '', '641323-3237', '640832-3233', '230229-0008'])('%j', (text) => {
    expect(holdsPersonalNumber(text)).toBe(false);
  });
});
