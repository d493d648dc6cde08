import type { OfficeMode, Policy } from '../contract/policy.ts';
import type { EpochMs } from '../contract/units.ts';

export type LibraryGone = {
  readonly mode: OfficeMode;
  /** Until when the library's last good word on this card is remembered; null when there was none, or nobody can say. */
  readonly goodUntil: EpochMs | null;
  /** Only the library can judge a PIN of its own. */
  readonly pinGiven: boolean;
};

/** Whether a library card is taken for good while its library is out of reach. */
export function takesUnasked(
  { mode, goodUntil, pinGiven }: LibraryGone,
  rules: Policy['library'],
  now: EpochMs,
): boolean {
  if (pinGiven || rules.offline === 'deny') return false;
  if (goodUntil !== null && now <= goodUntil) return true;
  return rules.offline === 'allow-all' && mode === 'staffed';
}
