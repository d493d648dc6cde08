import { Slots } from '../slots/slots.ts';
import { StateFile } from '../slots/state.ts';
import type { Changed, ChangeFault } from './change-fault.ts';
import { abandon, confirm, forgetCopy, giveWay, judge } from './changeover.ts';
import { finishRollBack, noteRolledBack } from './roll-back.ts';
import { Trial } from './trial.ts';
import type { Workbench } from './workbench.ts';

/** What came of a change of release that was cut off. */
export type Resumed = 'nothing' | 'confirmed' | ChangeFault['code'];

/**
 * Brings a change of release that was cut off to an end, before anything else is begun. Only what is known to be wanted is
 * started or stopped: the door is not touched for a release that was not yet switched to.
 */
export async function resume(bench: Workbench): Promise<Resumed> {
  const { places } = bench;
  const [state, slots, trial] = [new StateFile(places), new Slots(places), new Trial(places)];
  const { underWay } = state.read();
  if (underWay?.phase !== 'trial') {
    trial.end();
    // It may have been cut off when all was known and not yet cleared away.
    trial.noted();
    await forgetCopy(bench);
    return 'nothing';
  }
  if (trial.isOn && trial.isGivenUp) return resultOf(await finishRollBack(underWay, bench));
  if (trial.rolledBack() !== null) return resultOf(await noteRolledBack(underWay, bench));
  const current = slots.currentFolder();
  if (current === underWay.from.folder) {
    await abandon(underWay, 'it was cut off', bench);
    return 'not-begun';
  }
  if (current !== underWay.to.folder) return resultOf(await giveWay(bench));
  return resultOf(trial.isOn ? await judge(underWay, bench) : await confirm(underWay, bench));
}

function resultOf(changed: Changed): Resumed {
  return changed.ok ? 'confirmed' : changed.error.code;
}
