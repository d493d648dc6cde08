import { z } from 'zod';

/** Breaks of a line and other controls, and what turns the direction of the text around it (UAX #9, 2.1–2.4). */
const REFUSED = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** A line of free text for the screen: 1 to `most` UTF-16 units, without blanks at its ends. */
export const freeLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !REFUSED.test(text), { error: 'one line of plain text' });
