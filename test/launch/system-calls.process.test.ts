import { expect, test, vi } from 'vitest';
import { Health } from '../../device/contract/api.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { refusedBy, refusing } from '../support/refused-calls.ts';
import { tempFolder } from '../support/temp-folder.ts';

const UNIT = new URL('../../provisioning/systemd/ak-controller.service', import.meta.url);

describeWith(['gcc', 'systemd', 'espeak'], 'a controller that the kernel refuses', () => {
  test.each([
    ['what its unit has refused', () => refusedBy(UNIT)],
    ['a say in which process comes first', () => ['setpriority']],
  ])('%s opens the door, speaks, and ends in good order', async (_, calls) => {
    const box = new ControllerProcess({ folder: tempFolder(), config: alwaysOpen, env: refusing(calls()) });
    await box.url();
    const health = async () => Health.parse(await box.get('/api/health'));
    await vi.waitFor(async () => expect((await health()).speech).toMatchObject({ state: 'ready' }));
    await box.post('/sim/readers/front/present', { uid: '04000000000001' });
    await vi.waitFor(() => expect(box.strikeTrace().at(0)).toMatchObject({ energised: true }));
    expect(await box.stop()).toBe(0);
  });
});
