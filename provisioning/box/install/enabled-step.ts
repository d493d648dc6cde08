import type { Step } from './step.ts';
import { inTree, type System } from './system.ts';

/** That units start with the machine. systemctl(1): is-enabled says one line for each, in order. */
export function enabledStep(name: string, units: readonly string[], system: System): Step {
  return {
    name,
    async check() {
      const states = await Promise.all(units.map((unit) => stateOf(unit, system)));
      const others = units.filter((_, index) => states[index] !== 'enabled');
      return others.length === 0 ? 'right' : `not enabled: ${others.join(', ')}`;
    },
    async apply() {
      const enabled = await system.run('systemctl', ...inTree(system), 'enable', ...units);
      return enabled.ok ? { ok: true, value: undefined } : enabled;
    },
  };
}

/** `enabled`, or any other word; a tool that fails has said no. */
async function stateOf(unit: string, system: System): Promise<string> {
  const said = await system.run('systemctl', ...inTree(system), 'is-enabled', unit);
  return said.ok ? said.value : 'not enabled';
}
