import { join } from 'node:path';
import { LaunchFault, main, say } from '../launch/console.js';
import { KeptShell } from '../launch/kept-shell.js';
import { dataFolder } from '../launch/paths.js';
import { chooseShell } from '../launch/shell.js';

/**
 * The screen of a box, for a service of a user of its own: `api-url` and `shell-token` are read in
 * `CREDENTIALS_DIRECTORY` (systemd's LoadCredential), or in the data folder; the profile lies in `XDG_RUNTIME_DIR`, in
 * memory. `AK_SHELL`: `cage` (on the console), `chromium` (on an X display that has a window manager) or `electron`.
 */
await main(async () => {
  const { CREDENTIALS_DIRECTORY: handedOver, XDG_RUNTIME_DIR: runtime } = process.env;
  if (!runtime) throw new LaunchFault('XDG_RUNTIME_DIR is not set: a compositor and a profile need it.');
  const env = { ...process.env, AK_SHELL: process.env.AK_SHELL || 'cage', AK_KIOSK: '1' };
  const shell = chooseShell(env, join(runtime, 'ak-chromium'));
  if (!shell.open) throw new LaunchFault(`There is no screen to keep (${shell.why}).`);
  const kept = new KeptShell({ shell, folder: handedOver || dataFolder, say });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void kept.stop());
  say(`shell: ${shell.name} (${shell.why})`);
  kept.start();
});
