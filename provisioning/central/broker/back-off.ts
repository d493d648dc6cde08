const FIRST_MS = 1_000;
const LONGEST_MS = 50_000;
const JITTER = 0.2;

/**
 * How long to wait before the next round over all brokers: 1 s, doubled up to 50 s, each ±20 %, so that many do not come
 * back as one. `round` counts from 0; `random`: uniform in 0–1.
 */
export function backOff(round: number, random: () => number = Math.random): number {
  const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(round, 16));
  return Math.round(waitMs * (1 - JITTER + 2 * JITTER * random()));
}
