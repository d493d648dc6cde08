import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { planOf } from '../../../provisioning/box/install/plan.ts';
import { applySteps } from '../../../provisioning/box/install/run-steps.ts';
import { describeWith } from '../../support/parts.ts';
import { aBundle } from '../install/a-bundle.ts';
import { aTree, snapshotOf } from '../install/a-tree.ts';
import { scriptIn } from './script-in.ts';

/** The script as dpkg calls it when its package is purged, on a tree in place of the machine. */
function purge(name: 'controller' | 'kiosk', root: string): void {
  const input = scriptIn(root, `${name}/postrm`);
  const { status, stderr } = spawnSync('dash', ['-s', 'purge'], { input, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

describeWith(['systemd', 'dpkg'], 'purging both packages', () => {
  test('leaves nothing of what box install has put in place', async () => {
    const system = aTree();
    const { root } = system.places;
    const before = snapshotOf(root);
    const made = await applySteps(planOf(aBundle(), 'none', system));
    expect(made.filter(({ state }) => state === 'failed')).toEqual([]);

    purge('kiosk', root);
    purge('controller', root);

    const left = Object.keys(snapshotOf(root)).filter((path) => !(path in before) && /\/ak([.-]|$)/.test(path));
    expect(left).toEqual([]);
  });
});
