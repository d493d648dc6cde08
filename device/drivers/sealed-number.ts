import type { SealedNumber } from '../ports/patron-directory.ts';

const numbers = new WeakMap<SealedNumber, string>();

/** Seals a number at the reader's edge. It is forgotten with the object; no JSON, log or message can hold it (I4). */
export function sealNumber(number: string): SealedNumber {
  const token = Object.freeze({}) as SealedNumber;
  numbers.set(token, number);
  return token;
}

/** For the drivers that ask a library, and nobody else. Throws for one that was not sealed here. */
export function openSealed(token: SealedNumber): string {
  const number = numbers.get(token);
  if (number === undefined) throw new TypeError('not a number that was sealed in this process');
  return number;
}
