import { apply } from '../../../provisioning/update/commands/apply.ts';
import { patience, workbenchAt } from './a-workbench.ts';

/** An update as a process of its own, which gets a signal when it has reached a step. */
const [root = '', manifest = '', archive = '', last = '', signal = '', wellWithin = ''] = process.argv.slice(2);
const bench = {
  ...workbenchAt(root),
  patience: { ...patience, wellWithin: Number(wellWithin) },
  async reached(step: string) {
    if (step === last) process.kill(process.pid, signal);
  },
};
const { exit } = await apply(['--manifest', manifest, '--archive', archive], bench);
process.exit(exit);
