import type { Terminal } from '../../command-line/terminal.ts';
import type { Places } from '../../files/places.ts';
import type { Around } from '../around.ts';
import { BoxClient } from '../controller/box-client.ts';
import { restartUnits } from '../controller/units.ts';
import { waitForBroker, waitForReady } from '../controller/wait-for-controller.ts';
import { endPlan, type Plan, setPhase } from './plan.ts';
import { forgetOld, goBack, switchAll } from './switch.ts';

/** `broker`: see `waitForBroker`; `not-asked` where that was before a power cut. `why`: the stable code of what the controller, or the broker, said to the new keys. */
export type ReKeyed = { readonly kept: true; readonly broker: string } | { readonly kept: false; readonly why: string };

type Within = { readonly places: Places; readonly around: Around; readonly terminal: Terminal };

/** From wherever the re-key is, to its end: the new keys, or, where the box does not run with them, the old ones. */
export async function goOn(plan: Plan, within: Within): Promise<ReKeyed> {
  const { places, terminal } = within;
  switch (plan.phase) {
    case 'switching':
      switchAll(places, plan, terminal);
      return goOn(setPhase(places, plan, 'proving'), within);
    case 'proving': {
      const proven = await prove(within);
      if (proven.kept) return { ...(await goOn(setPhase(places, plan, 'keeping'), within)), ...proven };
      await goOn(setPhase(places, plan, 'going-back'), within);
      return proven;
    }
    case 'keeping':
      forgetOld(plan.changes);
      endPlan(places, plan);
      return { kept: true, broker: 'not-asked' };
    case 'going-back':
      goBack(plan, terminal);
      await restartUnits(within.around);
      endPlan(places, plan);
      return { kept: false, why: 'gone-back' };
  }
}

/** Without a network the new keys are kept: the old ones would not be heard either. */
async function prove({ places, around, terminal }: Within): Promise<ReKeyed> {
  terminal.note('Starting the controller with the new keys …');
  const since = around.now();
  const restarted = await restartUnits(around);
  if (!restarted.ok) return { kept: false, why: restarted.error.code };
  const client = new BoxClient(places.data);
  const ready = await waitForReady(client, since, around);
  if (!ready.ok) return { kept: false, why: ready.error.code };
  terminal.note('The controller is ready. Waiting for the broker …');
  const broker = await waitForBroker(client, around);
  return typeof broker === 'string' ? { kept: true, broker } : { kept: false, why: broker.refused };
}
