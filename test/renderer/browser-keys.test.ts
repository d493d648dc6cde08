import { describe, expect, test } from 'vitest';
import { isForBrowser } from '../../renderer/live/browser-keys.ts';

const press = (key: string, held: readonly ('ctrlKey' | 'altKey' | 'metaKey')[] = []) =>
  isForBrowser({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...Object.fromEntries(held.map((name) => [name, true])),
  });

describe('keys', () => {
  test('with Ctrl, Alt or Meta, and the function keys, are kept from the browser', () => {
    expect(press('n', ['ctrlKey'])).toBe(true);
    expect(press('F4', ['altKey'])).toBe(true);
    expect(press('ArrowLeft', ['altKey'])).toBe(true);
    expect(press('d', ['metaKey'])).toBe(true);
    for (const key of ['F1', 'F5', 'F11', 'F12', 'BrowserHome', 'LaunchMail', 'ContextMenu', 'PrintScreen'])
      expect(press(key)).toBe(true);
  });

  test('that people type with, and find their way by, reach the page', () => {
    for (const key of [
      'a',
      'Å',
      '@',
      '7',
      'F',
      'Tab',
      'Enter',
      ' ',
      'Backspace',
      'ArrowLeft',
      'Escape',
      'Shift',
      'AltGraph',
    ])
      expect(press(key)).toBe(false);
  });
});
