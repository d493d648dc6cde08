import { expect } from '@playwright/test';
import { shells } from '../support/e2e-shells.ts';
import { test, VISITOR } from '../support/e2e-test.ts';

for (const { name, lacking, open } of shells) {
  test.describe(`the shell: ${name}`, () => {
    test.skip(lacking !== null, lacking ?? '');

    test('fills the screen, signs in once, gives the page no rights, greets who taps, comes back with the controller', async ({
      controller,
    }) => {
      const shell = await open(controller);
      try {
        const main = shell.page.locator('main');
        await expect(main).toHaveAttribute('data-screen', 'idle');
        expect(shell.page.url()).toBe(controller.url);
        const reach = await shell.page.evaluate(async () => ({
          fills: [innerWidth - screen.width, innerHeight - screen.height],
          node: ['process', 'require', 'module', 'Buffer'].filter((name) => name in globalThis),
          opener: window.opener,
          granted: await Promise.all(
            (['geolocation', 'camera', 'microphone', 'notifications'] as const).map(
              async (permission) => (await navigator.permissions.query({ name: permission })).state === 'granted',
            ),
          ),
        }));
        expect(reach).toEqual({ fills: [0, 0], node: [], opener: null, granted: [false, false, false, false] });
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
  });
}
