import { expect, test } from 'vitest';
import { refusalText } from '../../renderer/host/use-host-command.ts';
import { sv } from '../../renderer/i18n/sv.ts';

const told = (code: string): string => sv[refusalText(code)];

test('a host whose button does not open the door is told why, and not to try again', () => {
  expect(told('door-locked-down')).toBe('Dörren är nedlåst just nu.');
  expect(told('door-blocked')).toBe('Dörren är spärrad just nu.');
  expect(told('door-interlocked')).toBe('Den andra dörren är inte stängd.');
  expect(told('door-out-of-order')).toBe('Dörrens lås svarar inte.');
  expect(told('fire-alarm')).toBe('Brandlarmet är på.');
});

test('what a host can see to is told in words of its own, and what nobody has words for is tried again', () => {
  expect(told('storage-failed')).toBe('Disken tog inte emot det. Inget har ändrats.');
  expect(told('unreachable')).toBe('Det gick inte. Försök igen.');
});
