import { app, BrowserWindow, Menu, session } from 'electron';
import { guardApp, guardContents, guardSession, readStart, windowOptions } from './shell.ts';

const start = readStart(process.env);
if (!start.ok) {
  process.stderr.write(`${start.error.message} (${start.error.code})\n`);
  process.exit(64);
}
const now = () => performance.now();
// Without a menu there are no keys that reload, zoom, close or inspect.
Menu.setApplicationMenu(null);
guardApp(app, now);
app.on('window-all-closed', () => app.quit());
await app.whenReady();
guardSession(session.defaultSession);
const window = new BrowserWindow(windowOptions(start.value));
guardContents(window.webContents, start.value, {
  now,
  later: (action, delayMs) => setTimeout(action, delayMs),
  // From .build/electron, where it is built to.
  waitingPage: new URL('../../provisioning/kiosk/waiting.html', import.meta.url).href,
});
// A start address that cannot be loaded is met by `did-fail-load`.
await window.loadURL(start.value.url).catch(() => {});
