import { assert as check, integer, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erased, tidied, typed } from '../../renderer/kiosk/typed-text.ts';

const at = (text: string, start: number, end = start) => ({ text, start, end });

describe('a key of the screen', () => {
  test('writes where the caret is, and in place of what is marked', () => {
    expect(typed(at('hj', 1), 'e', 9)).toEqual(at('hej', 2));
    expect(typed(at('hallå', 1, 5), 'ej', 9)).toEqual(at('hej', 3));
  });

  test('writes nothing that makes the text too long', () => {
    expect(typed(at('hej', 3), '!', 3)).toEqual(at('hej', 3));
    check(
      property(string(), integer({ min: 0, max: 5 }), (text, start) => {
        expect(typed(at(text, Math.min(start, text.length)), 'å', 5).text.length).toBeLessThanOrEqual(
          Math.max(5, text.length),
        );
      }),
    );
  });

  test('takes away the character before the caret, whole, or what is marked', () => {
    expect(erased(at('hej', 2))).toEqual(at('hj', 1));
    expect(erased(at('a👍', 3))).toEqual(at('a', 1));
    expect(erased(at('hej', 0, 2))).toEqual(at('j', 0));
    expect(erased(at('hej', 0))).toEqual(at('hej', 0));
  });
});

test('a text is sent off on one line, without blanks at its ends', () => {
  expect(tidied('  Vi stänger\n\n kl. 15 ')).toBe('Vi stänger kl. 15');
});
