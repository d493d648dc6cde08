import { app, BrowserWindow, session } from 'electron';
import { guardContents, guardSession, readStart, windowOptions } from './shell.ts';

const start = readStart(process.env);
if (!start.ok) {
  process.stderr.write(`${start.error.message} (${start.error.code})\n`);
  process.exit(64);
}
app.on('window-all-closed', () => app.quit());
await app.whenReady();
guardSession(session.defaultSession);
const window = new BrowserWindow(windowOptions(start.value));
guardContents(window.webContents, start.value, (action, delayMs) => setTimeout(action, delayMs));
// A start address that cannot be loaded is met by `did-fail-load`.
await window.loadURL(start.value.url).catch(() => {});
