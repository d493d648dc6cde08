import { array, assert as check, constantFrom, integer, oneof, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineFramer, type LineItem, type LineTerminator } from '../../device/drivers/line-reader/line-framer.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const textOf = (item: LineItem) => ('line' in item ? Buffer.from(item.line).toString('latin1') : `!${item.fault}`);

/** What a framer makes of these arrivals, and of the silence after them. */
function frame(terminator: LineTerminator, ...arrivals: readonly string[]): readonly string[] {
  const framer = new LineFramer(terminator, 10);
  const items = arrivals.flatMap((text) => framer.push(bytesOf(text)));
  return [...items, ...framer.idle()].map(textOf);
}

const GAP = { idleGapMs: 50 };
const terminators: readonly LineTerminator[] = ['cr', 'lf', 'crlf', GAP];

describe('a line', () => {
  it.each([
    ['cr', 'one\rtwo\r'],
    ['lf', 'one\ntwo\n'],
    ['crlf', 'one\r\ntwo\r\n'],
  ] as const)('ends with %s', (terminator, text) => {
    expect(frame(terminator, text)).toEqual(['one', 'two']);
    expect(frame(terminator, ...text)).toEqual(['one', 'two']);
  });

  it('without a terminator ends when the device falls silent', () => {
    const framer = new LineFramer(GAP, 10);
    expect(framer.push(bytesOf('o')).map(textOf)).toEqual([]);
    expect(framer.push(bytesOf('ne')).map(textOf)).toEqual([]);
    expect(framer.unfinished).toBe(true);
    expect(framer.idle().map(textOf)).toEqual(['one']);
    expect(framer.idle()).toEqual([]);
    expect(framer.unfinished).toBe(false);
  });

  it('is understood when the device ends it by more than it was thought to', () => {
    expect(frame('cr', 'one\r\ntwo\r\n')).toEqual(['one', 'two']);
    expect(frame('lf', '\0one\n\0two\n')).toEqual(['one', 'two']);
  });

  it('that is empty is not told', () => {
    for (const terminator of ['cr', 'lf', 'crlf'] as const) expect(frame(terminator, '\r\r\n\n\r\n')).toEqual([]);
  });

  it('that is cut by a silence is told as cut, and harms the next one not', () => {
    const framer = new LineFramer('cr', 10);
    framer.push(bytesOf('on'));
    expect(framer.idle().map(textOf)).toEqual(['!line-cut']);
    expect(framer.push(bytesOf('two\r')).map(textOf)).toEqual(['two']);
  });

  it('keeps a carriage return within it when only both end it', () => {
    expect(frame('crlf', 'a\rb\r\n')).toEqual(['a\rb']);
  });
});

describe('a line that is too long', () => {
  it.each([
    ['cr', '\r'],
    ['lf', '\n'],
    ['crlf', '\r\n'],
  ] as const)('is dropped whole and told once (%s)', (terminator, end) => {
    expect(frame(terminator, `0123456789${end}`)).toEqual(['0123456789']);
    expect(frame(terminator, `0123456789A${end}next${end}`)).toEqual(['!line-too-long', 'next']);
    expect(frame(terminator, `${'x'.repeat(5_000)}${end}next${end}`)).toEqual(['!line-too-long', 'next']);
  });

  it('without a terminator is dropped up to the silence', () => {
    expect(frame(GAP, '0123456789ABC', 'DEF')).toEqual(['!line-too-long']);
  });

  it('and never ends is done with at the next silence', () => {
    const framer = new LineFramer('cr', 10);
    expect(framer.push(bytesOf('x'.repeat(20))).map(textOf)).toEqual(['!line-too-long']);
    expect(framer.idle()).toEqual([]);
    expect(framer.push(bytesOf('next\r')).map(textOf)).toEqual(['next']);
  });
});

describe('any bytes', () => {
  const bytes = array(oneof(constantFrom(13, 10, 0, 65), integer({ min: 0, max: 255 })), { maxLength: 60 });

  it('give the same lines however they are split', () => {
    check(
      property(constantFrom(...terminators), array(bytes), (terminator, pieces) => {
        const run = (arrivals: readonly number[][]) => {
          const framer = new LineFramer(terminator, 10);
          const items = arrivals.flatMap((arrival) => framer.push(Uint8Array.from(arrival)));
          return [...items, ...framer.idle()].map(textOf);
        };
        expect(run(pieces)).toEqual(run([pieces.flat()]));
      }),
    );
  });

  it('give no line that is empty or too long, and none that was not there', () => {
    check(
      property(constantFrom(...terminators), uint8Array({ maxLength: 200 }), (terminator, arrival) => {
        const framer = new LineFramer(terminator, 10);
        for (const item of [...framer.push(arrival), ...framer.idle()]) {
          if (!('line' in item)) continue;
          expect(item.line.length).toBeGreaterThan(0);
          expect(item.line.length).toBeLessThanOrEqual(10);
          expect(Buffer.from(arrival).includes(Buffer.from(item.line))).toBe(true);
        }
      }),
    );
  });
});
