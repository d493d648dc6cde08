import { type Milliseconds, seconds } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';

/** A disk that has not answered by then may not for minutes: nobody waits for it at a door. */
const DISK_ANSWERS_WITHIN = seconds(2);

/** Null when it takes longer than that; what comes later is not heard. */
export async function inTime<T>(
  answer: Promise<T>,
  clock: Pick<Clock, 'after'>,
  longest: Milliseconds = DISK_ANSWERS_WITHIN,
): Promise<T | null> {
  const { promise: tooLong, resolve } = Promise.withResolvers<null>();
  const cancel = clock.after(longest, () => resolve(null));
  const first = await Promise.race([answer, tooLong]);
  cancel();
  return first;
}
