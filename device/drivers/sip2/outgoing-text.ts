import type { EpochMs } from '../../contract/units.ts';

/**
 * What is left of a value when all is gone that could end its field or its message: CR, LF, "|" and every other control
 * character (3M SIP 2.00, "Message format": neither they nor NUL may stand in a field).
 */
export function cleanValue(text: string): string {
  return text.normalize('NFC').replace(/[|\p{Cc}]/gu, '');
}

/**
 * A moment as `YYYYMMDD   ZHHMMSS`, 18 characters. Universal time has a Z in the last of the four characters of the zone;
 * blanks would be local time, and nobody says whose (3M SIP 2.00, "transaction date"; ANSI X3.30, X3.43).
 */
export function sipDate(at: EpochMs): string {
  const [date = '', time = ''] = new Date(at).toISOString().replace(/[-:]/g, '').split('T');
  return `${date}   Z${time.slice(0, 6)}`;
}
