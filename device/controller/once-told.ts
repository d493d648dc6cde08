import type { Result } from '../contract/result.ts';
import type { AccessLog, StorageFault } from '../ports/access-log.ts';

/**
 * What the disk is asked for at a start, and each time that the database was opened anew, until it tells: `take` is given it
 * once. Resolves when the first asking has come to its end, which a disk that hangs may keep for minutes.
 */
export async function onceTold<T>(
  log: Pick<AccessLog, 'onOpened'>,
  ask: () => Promise<Result<T, StorageFault>>,
  take: (told: T) => void,
): Promise<void> {
  let isTold = false;
  const askNow = async () => {
    const told = await ask();
    if (!told.ok || isTold) return;
    isTold = true;
    take(told.value);
  };
  log.onOpened(() => void (isTold || askNow()));
  await askNow();
}
