import type { App, BrowserWindowConstructorOptions, Event, Session, WebContents } from 'electron';
import { CrashLoop } from './crash-loop.ts';

/** What the shell is started with. */
export type ShellStart = { readonly url: string; readonly origin: string; readonly kiosk: boolean };

export type ShellStartFault = { readonly code: 'start-address-refused'; readonly message: string };

/**
 * Reads `AK_START_URL`, the address with its one-time token, and `AK_KIOSK` (`1`: full screen, no way out). Any
 * address that is not this machine's loopback is refused.
 */
export function readStart(
  env: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly value: ShellStart } | { readonly ok: false; readonly error: ShellStartFault } {
  const url = URL.parse(env.AK_START_URL ?? '');
  if (url?.protocol !== 'http:' || url.hostname !== '127.0.0.1' || url.username !== '' || url.password !== '') {
    const message = 'AK_START_URL must be an http address at 127.0.0.1';
    return { ok: false, error: { code: 'start-address-refused', message } };
  }
  return { ok: true, value: { url: url.href, origin: url.origin, kiosk: env.AK_KIOSK === '1' } };
}

/** A window without rights: sandboxed, isolated, no Node, no preload, no developer tools. */
export function windowOptions({ kiosk }: ShellStart): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    kiosk,
    frame: !kiosk,
    autoHideMenuBar: true,
    // Electron 43 and later round a window's corners on Linux as well.
    roundedCorners: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  };
}

/** True for addresses of the controller alone; compared by origin, since a prefix would let `http://127.0.0.1:1@evil` in. */
export function mayGoTo(target: string, origin: string): boolean {
  return URL.parse(target)?.origin === origin;
}

export type GuardedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
>;

/** Every permission and device is denied, and nothing is downloaded. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

export type GuardedContents = Pick<WebContents, 'setWindowOpenHandler' | 'on' | 'loadURL' | 'forcefullyCrashRenderer'>;

/** What the shell waits by, and shows while it waits. */
export type Recovery = {
  readonly later: (action: () => void, delayMs: number) => void;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** The address of a file that needs nobody to be there. */
  readonly waitingPage: string;
};

/** Milliseconds until a page that could not be loaded is loaded again. */
export const RELOAD_AFTER_MS = 3_000;
/** A shorter wait than this is not worth a page of its own. */
const WORTH_A_PAGE_MS = 5_000;

/** The page stays on the controller, opens no window, and comes back when it dies, hangs or could not be loaded. */
export function guardContents(contents: GuardedContents, { origin }: ShellStart, recovery: Recovery): void {
  const stay = (event: Pick<Event, 'preventDefault'>, target: string) => {
    if (!mayGoTo(target, origin)) event.preventDefault();
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (details) => stay(details, details.url));
  contents.on('will-redirect', (details) => stay(details, details.url));
  contents.on('will-frame-navigate', (details) => stay(details, details.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  bringBack(contents, origin, recovery);
}

function bringBack(contents: GuardedContents, origin: string, { later, now, waitingPage }: Recovery): void {
  const crashes = new CrashLoop(now);
  let due = false;
  const load = (url: string) => void contents.loadURL(url).catch(() => {});
  // The session cookie outlives the one-time token: what is loaded again is the page without it.
  const loadAgain = (afterMs: number) => {
    if (due) return;
    due = true;
    if (afterMs >= WORTH_A_PAGE_MS) load(waitingPage);
    later(() => {
      due = false;
      load(`${origin}/`);
    }, afterMs);
  };
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !due) loadAgain(crashes.waitAfterDeath());
  });
  // A page that hangs does not come back by itself; one that has crashed does.
  contents.on('unresponsive', () => contents.forcefullyCrashRenderer());
  contents.on('did-fail-load', (_event, _code, _reason, _url, isMainFrame) => {
    if (isMainFrame) loadAgain(RELOAD_AFTER_MS);
  });
}

export type GuardedApp = Pick<App, 'on' | 'exit'>;

/** sysexits.h EX_SOFTWARE: whoever keeps the shell starts it anew, with back-off. */
const EXIT_FAILED = 70;
/** Electron starts its graphics process again by itself; one that keeps dying wants a new start of everything. */
export const GPU_DEATHS = 3;

/** Ends the shell when its graphics process keeps dying. */
export function guardApp(app: GuardedApp, now: () => number): void {
  const crashes = new CrashLoop(now);
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    crashes.waitAfterDeath();
    if (crashes.deaths() >= GPU_DEATHS) app.exit(EXIT_FAILED);
  });
}
