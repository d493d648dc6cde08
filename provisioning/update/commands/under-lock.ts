import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { holdUpdateLock } from '../slots/update-lock.ts';
import { resume } from '../trial/resume.ts';
import type { Workbench } from '../trial/workbench.ts';
import { finishFirst } from './finish-first.ts';
import { resumedLines } from './outcomes.ts';

/** What was cut off before is brought to an end, and then this is done; by one process at a time. */
export async function underLock(
  bench: Workbench,
  terminal: Terminal,
  act: () => Promise<Outcome> | Outcome,
): Promise<Outcome> {
  const hold = holdUpdateLock(bench.places);
  if (!hold.ok) {
    const { code, detail } = hold.error;
    return failed(code === 'no-permission' ? EXIT.noPermission : EXIT.tryAgain, code, detail);
  }
  try {
    return await finishFirst(terminal, async () => {
      const line = resumedLines[await resume(bench)];
      if (line !== null) terminal.note(line);
      return act();
    });
  } finally {
    hold.value.release();
  }
}
