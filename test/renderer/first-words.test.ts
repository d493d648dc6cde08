import { expect, test } from 'vitest';
import { firstWords } from '../../renderer/kiosk/first-words.ts';

test('a short text is all there', () => {
  expect(firstWords('Lampan blinkar.', 15)).toBe('Lampan blinkar.');
});

test('of a long one there are whole words, and never more than there is room for', () => {
  expect(firstWords('Lampan i köket blinkar.', 15)).toBe('Lampan i köket…');
  expect(firstWords('Lampan i köket blinkar.', 14)).toBe('Lampan i…');
  expect(firstWords('x'.repeat(30), 10)).toBe(`${'x'.repeat(9)}…`);
});
