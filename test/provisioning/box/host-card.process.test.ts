import { expect, test } from 'vitest';
import { Health } from '../../../device/contract/api.ts';
import { hostCard } from '../../../provisioning/box/host-card.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { alwaysOpen } from '../../support/office.ts';
import { emptyBox } from './around.ts';

test('the next card is a host’s', async () => {
  const { places } = emptyBox();
  const box = new ControllerProcess({ folder: places.data, config: alwaysOpen });
  await box.url();
  expect(await hostCard(['--root', places.root, '--label', 'Anna'])).toMatchObject({ exit: 0 });
  await box.post('/sim/readers/front/present', { uid: '04A1B2C3D4E5F6' });
  await expect.poll(async () => Health.parse(await box.get('/api/health')).box.hostCards).toBe(2);
  expect(await hostCard(['--root', places.root])).toMatchObject({ exit: 64 });
  expect(await hostCard(['--root', places.root, '--label', '19900101-0017'])).toMatchObject({ exit: 1 });
  await box.kill();
  expect(await hostCard(['--root', places.root, '--label', 'Anna'])).toMatchObject({ exit: 69 });
});
