import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, chromium, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const electronPath = fromRoot('node_modules/electron/dist/electron');

export type OpenShell = { readonly page: Page; close(): Promise<void> };

export type ShellUnderTest = {
  readonly name: string;
  /** Why it cannot be run here; null when it can. */
  readonly lacking: string | null;
  /** Opens the start address in a window of the shell's own, with its profile in `folder`. */
  open(startAddress: string, folder: string): Promise<OpenShell>;
};

const chromiumShell: ShellUnderTest = {
  name: 'chromium',
  lacking: null,
  async open(startAddress, folder) {
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: chromiumPath,
      args: [...chromiumFlags, `--app=${startAddress}`],
    });
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    return { page, close: () => context.close() };
  },
};

const electronShell: ShellUnderTest = {
  name: 'electron',
  lacking: existsSync(electronPath) ? null : 'Electron’s binary is not on this machine',
  async open(startAddress) {
    const app = await _electron.launch({
      executablePath: electronPath,
      args: ['--no-sandbox', fromRoot('.build/electron/main.js')],
      env: { ...process.env, AK_START_URL: startAddress },
    });
    return { page: await app.firstWindow(), close: () => app.close() };
  },
};

export const shells = [chromiumShell, electronShell];
