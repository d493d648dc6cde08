/**
 * Two years. Nothing renews a certificate by itself, a person brings a bundle: too short a life makes offices that nobody
 * hears of, for the door goes on and the broker lets the box in no more. A box says so from 30 days before.
 */
export const USUAL_DAYS = 730;
const MOST_DAYS = 1_825;

export const DAYS_WANTED = `--days: a number from 1 to ${MOST_DAYS}.`;

/** Null when that is no number of days. */
export function readDays(text: string | undefined): number | null {
  if (text === undefined) return USUAL_DAYS;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : null;
}
