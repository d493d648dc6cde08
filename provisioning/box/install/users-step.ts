import { CONTROLLER_USER, KIOSK_USER } from '../../files/places.ts';
import { hasGroup, ownerNamed } from './owner.ts';
import type { Step } from './step.ts';
import { inTree, type System } from './system.ts';

/** That the users and groups of the package's own list are there; by systemd-sysusers(8). */
export function usersStep(system: System): Step {
  const { root } = system.places;
  return {
    name: 'users',
    async check() {
      const missing = [CONTROLLER_USER, KIOSK_USER].filter((name) => ownerNamed(root, name) === null);
      const groups = hasGroup(root, 'gpio') ? [] : ['gpio'];
      return missing.length + groups.length === 0 ? 'right' : `missing: ${[...missing, ...groups].join(', ')}`;
    },
    async apply() {
      const made = await system.run('systemd-sysusers', ...inTree(system), 'ak-controller.conf');
      return made.ok ? { ok: true, value: undefined } : made;
    },
  };
}
