import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, say } from './console.js';
import { ControllerProcess } from './controller-process.js';
import { KeptShell } from './kept-shell.js';
import { dataFolder } from './paths.js';
import { setUp } from './setup.js';
import { chooseShell } from './shell.js';

/** How long a shell may take to open its start address, before the next one is printed all the same. */
const SHELL_OPENS_WITHIN_MS = 15_000;

/** What the person at the terminal is told of, as it happens; all of it is in controller.log. */
const told = new Set([
  'reader-ready',
  'reader-lost',
  'reader-absent',
  'broker-connected',
  'broker-lost',
  'access-granted',
  'access-denied',
  'card-unreadable',
  'credential-enrolled',
  'door-opened-by-host',
  'strike-energised',
  'strike-idle',
  'shell-lost',
  'shell-restart-asked',
  'log-write-failed',
  'log-write-recovered',
  'log-records-lost',
  'controller-failed',
  'controller-ended',
]);

function tell({ event, msg, level: _, time: __, credential: ___, record: ____, ...data }) {
  const details = Object.entries(data).map(([key, value]) => `${key}=${value}`);
  say(`${new Date().toTimeString().slice(0, 8)}  ${[msg, ...details].join('  ')}`);
}

/** The address that opens one session; it holds the token that is valid now. */
function startAddress(url) {
  return `${url}?token=${readFileSync(join(dataFolder, 'kiosk-token'), 'utf8')}`;
}

/** Resolves when the shell has used its start address, or did not in time. */
async function opened(address, url) {
  const giveUpAt = Date.now() + SHELL_OPENS_WITHIN_MS;
  while (startAddress(url) === address && Date.now() < giveUpAt)
    await new Promise((resolve) => setTimeout(resolve, 200));
}

await main(async () => {
  const shell = chooseShell();
  const node = await setUp();
  const kept = shell.open ? new KeptShell({ shell, folder: dataFolder, say }) : null;
  let address = null;

  const show = async (url) => {
    if (url === address) return;
    if (address === null) {
      const first = startAddress(url);
      kept?.start();
      if (kept) await opened(first, url);
    }
    address = url;
    say(`kiosk: ${startAddress(url)}  (opens once; then again with the token in ${join(dataFolder, 'kiosk-token')})`);
  };
  const controller = new ControllerProcess(node, {
    onEvent(line) {
      if (line.event === 'part-found') say(`${line.part}: ${line.detail}`);
      else if (line.event === 'api-listening') void show(line.url);
      else if (told.has(line.event)) tell(line);
    },
    onRefused: (code) => void end(code),
  });
  const end = async (code) => {
    await Promise.all([kept?.stop(), controller.stop()]);
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
  say(`data: ${dataFolder}`);
  say(`shell: ${shell.name} (${shell.why})`);
  controller.start();
});
