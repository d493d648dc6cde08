import { expect, test } from 'vitest';
import { Health } from '../../../device/contract/api.ts';
import { PendingTapSlot } from '../../../device/controller/pending-tap.ts';
import { HOST_CARD_HELP, hostCard } from '../../../provisioning/box/host-card.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { ManualClock } from '../../support/manual-clock.ts';
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

test('how long the box waits for the card is told as it is', () => {
  const clock = new ManualClock();
  let waitsMs = 0;
  const slot = new PendingTapSlot(clock, (shown) => {
    waitsMs = (shown?.untilMs ?? 0) - clock.wallMs();
  });
  slot.set({ purpose: 'take-back-skill' });
  expect(HOST_CARD_HELP).toContain(`within ${waitsMs / 1_000} seconds`);
});
