import { expect, test } from 'vitest';
import { compareVersions } from '../../../provisioning/update/release/version-order.ts';

test('versions come in the order of semver.org §11', () => {
  const inOrder = [
    ...['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11'],
    ...['1.0.0-rc.1', '1.0.0', '1.0.9', '1.0.10', '1.9.0', '1.10.0', '2.0.0'],
  ];
  for (const [a, left] of inOrder.entries())
    for (const [b, right] of inOrder.entries())
      expect(Math.sign(compareVersions(left, right)), `${left} and ${right}`).toBe(Math.sign(a - b));
});
