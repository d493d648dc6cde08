/**
 * Whether a library means one card by these numbers. Koha's column `borrowers.cardnumber` is unique without regard to case,
 * and it answers with the number as it has it; two cards never differ by their case alone.
 */
export function isSameCard(some: string, other: string): boolean {
  return some.toLowerCase() === other.toLowerCase();
}
