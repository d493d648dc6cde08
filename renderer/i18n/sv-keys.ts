/** The Swedish texts of the letter keys on the screen. */
export const svKeys = {
  'keys.erase': 'Sudda ett tecken',
  'keys.shift': 'Stor bokstav',
  'keys.signs': 'Siffror och tecken',
  'keys.letters': 'Bokstäver',
  'keys.space': 'Mellanslag',
  'keys.left': '{count, plural, one {# tecken kvar} other {# tecken kvar}}',
  'keys.cancel': 'Avbryt',
} as const;
