import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { holdUpdateLock } from '../slots/update-lock.ts';
import { finishFirst } from '../trial/finish-first.ts';
import { resume } from '../trial/resume.ts';
import type { Workbench } from '../trial/workbench.ts';
import { resumedLines } from './outcomes.ts';

/** What was cut off before is brought to an end, and then this is done; by one process at a time. */
export async function underLock(bench: Workbench, act: () => Promise<Outcome> | Outcome): Promise<Outcome> {
  const hold = holdUpdateLock(bench.places);
  if (!hold.ok) {
    const { code, detail } = hold.error;
    return failed(code === 'no-permission' ? EXIT.noPermission : EXIT.tryAgain, code, detail);
  }
  try {
    const resumed = await finishFirst(bench, () => resume(bench));
    const line = resumedLines[resumed];
    if (resumed === 'not-rolled-back') return failed(EXIT.failed, resumed, line);
    if (line !== '') bench.note(line);
    return await act();
  } finally {
    hold.value.release();
  }
}
