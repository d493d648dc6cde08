import { expect } from '@playwright/test';
import { shells } from '../support/e2e-shells.ts';
import { test, VISITOR } from '../support/e2e-test.ts';

for (const { name, lacking, open } of shells) {
  test.describe(`the shell ${name}`, () => {
    test.skip(lacking !== null, lacking ?? '');

    test('signs in once, greets who taps, and comes back when the controller does', async ({ controller }) => {
      const shell = await open(controller.startAddress(), controller.folder);
      try {
        const main = shell.page.locator('main');
        await expect(main).toHaveAttribute('data-screen', 'idle');
        expect(shell.page.url()).toBe(controller.url);
        await controller.tap(VISITOR);
        await expect(shell.page.getByRole('heading', { name: 'Välkommen!' })).toBeVisible();
        await controller.kill();
        await expect(main).toHaveAttribute('data-screen', 'trouble');
        await controller.start();
        await expect(main).toHaveAttribute('data-screen', 'idle');
      } finally {
        await shell.close();
      }
    });

    test('gives the page nothing of Node, and no right to the place, the camera or the microphone', async ({
      controller,
    }) => {
      const shell = await open(controller.startAddress(), controller.folder);
      try {
        await expect(shell.page.locator('main')).toHaveAttribute('data-screen', 'idle');
        const reach = await shell.page.evaluate(async () => ({
          node: ['process', 'require', 'module', 'Buffer'].filter((name) => name in globalThis),
          opener: window.opener,
          granted: await Promise.all(
            (['geolocation', 'camera', 'microphone', 'notifications'] as const).map(
              async (permission) => (await navigator.permissions.query({ name: permission })).state === 'granted',
            ),
          ),
        }));
        expect(reach).toEqual({ node: [], opener: null, granted: [false, false, false, false] });
      } finally {
        await shell.close();
      }
    });
  });
}
