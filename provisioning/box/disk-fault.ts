import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';

/** What the disk or its rights refused is an outcome; each command that changes a box goes on when it is given again. */
export async function withDiskFaults(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && 'syscall' in cause)) throw cause;
    return failed(EXIT.cannotCreate, 'disk-refused', `${cause.message}. Not all of it is done: give it again.`);
  }
}
