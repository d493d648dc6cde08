import type { svKeys } from './sv-keys.ts';

export const enKeys: Readonly<Record<keyof typeof svKeys, string>> = {
  'keys.erase': 'Erase one character',
  'keys.shift': 'Capital letter',
  'keys.signs': 'Digits and signs',
  'keys.letters': 'Letters',
  'keys.space': 'Space',
  'keys.left': '{count, plural, one {# character left} other {# characters left}}',
  'keys.cancel': 'Cancel',
};
