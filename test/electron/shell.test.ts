import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { WAITS_MS, WELL_AFTER_MS } from '../../electron/crash-loop.ts';
import {
  GPU_DEATHS,
  type GuardedApp,
  type GuardedContents,
  type GuardedSession,
  guardApp,
  guardContents,
  guardSession,
  mayGoTo,
  RELOAD_AFTER_MS,
  readStart,
  windowOptions,
} from '../../electron/shell.ts';
import { ManualClock } from '../support/manual-clock.ts';

const start = { url: 'http://127.0.0.1:4711/?token=abc', origin: 'http://127.0.0.1:4711', kiosk: true };

type Listener = (...args: never[]) => void;

/** Electron's objects as the shell sees them, with a way to raise their events. */
function fakeEmitter() {
  const listeners = new Map<string, Listener>();
  return {
    on: vi.fn((name: string, listener: Listener) => listeners.set(name, listener)),
    emit: (name: string, ...args: unknown[]) => listeners.get(name)?.(...(args as never[])),
  };
}

const waitingPage = 'file:///opt/waiting.html';

function guarded() {
  const emitter = fakeEmitter();
  const contents = {
    on: emitter.on,
    setWindowOpenHandler: vi.fn(),
    forcefullyCrashRenderer: vi.fn(),
    loadURL: vi.fn(async () => {}),
  };
  const clock = new ManualClock();
  const waits: number[] = [];
  guardContents(contents as unknown as GuardedContents, start, {
    waitingPage,
    now: () => clock.monotonicMs(),
    later: (action, delayMs) => {
      waits.push(delayMs);
      clock.after(milliseconds(delayMs), action);
    },
  });
  return { ...emitter, contents, clock, waits, loaded: () => contents.loadURL.mock.calls.flat() as string[] };
}

describe('the start address', () => {
  test('is taken when it is on loopback', () => {
    expect(readStart({ AK_START_URL: start.url, AK_KIOSK: '1' })).toEqual({ ok: true, value: start });
    expect(readStart({ AK_START_URL: start.url })).toMatchObject({ value: { kiosk: false } });
  });

  test.each([
    undefined,
    '',
    'nonsense',
    'https://127.0.0.1:4711/',
    'http://127.0.0.1:4711@evil.example/',
    'http://user@127.0.0.1:4711/',
    'http://localhost:4711/',
    'file:///etc/passwd',
  ])('is refused when it is %j', (url) => {
    expect(readStart({ AK_START_URL: url })).toMatchObject({ ok: false, error: { code: 'start-address-refused' } });
  });
});

test('the window has no right of its own', () => {
  expect(windowOptions(start)).toMatchObject({
    kiosk: true,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
    },
  });
  expect(windowOptions(start).webPreferences).not.toHaveProperty('preload');
});

test('every permission, device and download is denied', () => {
  const emitter = fakeEmitter();
  const session = {
    on: emitter.on,
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
  guardSession(session as unknown as GuardedSession);
  const answer = vi.fn();
  session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'media', answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  expect(session.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false);
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false);
  const download = { preventDefault: vi.fn() };
  emitter.emit('will-download', download);
  expect(download.preventDefault).toHaveBeenCalledOnce();
});

describe('the page', () => {
  test('may go to the controller and nowhere else', () => {
    expect(mayGoTo('http://127.0.0.1:4711/anything?x#y', start.origin)).toBe(true);
    for (const elsewhere of [
      'http://127.0.0.1:4711@evil.example/',
      'http://127.0.0.1:47110/',
      'http://127.0.0.1.evil.example:4711/',
      'https://127.0.0.1:4711/',
      'javascript:alert(1)',
      'not an address',
    ])
      expect(mayGoTo(elsewhere, start.origin)).toBe(false);
    fc.assert(fc.property(fc.webUrl(), (url) => !mayGoTo(url, start.origin)));
    fc.assert(fc.property(fc.string(), (text) => !mayGoTo(text, start.origin)));
  });

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('is kept there at %s', (event) => {
    const { emit } = guarded();
    const away = { url: 'https://evil.example/', preventDefault: vi.fn() };
    const home = { url: `${start.origin}/`, preventDefault: vi.fn() };
    emit(event, away);
    emit(event, home);
    expect(away.preventDefault).toHaveBeenCalledOnce();
    expect(home.preventDefault).not.toHaveBeenCalled();
  });

  test('opens no window and attaches no webview', () => {
    const { contents, emit } = guarded();
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]({ url: start.url })).toEqual({ action: 'deny' });
    const webview = { preventDefault: vi.fn() };
    emit('will-attach-webview', webview);
    expect(webview.preventDefault).toHaveBeenCalledOnce();
  });

  test.each(['crashed', 'oom', 'killed', 'launch-failed', 'abnormal-exit'])(
    'is loaded again when it is gone: %s',
    (reason) => {
      const { emit, clock, loaded } = guarded();
      emit('render-process-gone', {}, { reason });
      expect(loaded()).toEqual([]);
      clock.advance(WAITS_MS[0] ?? 0);
      expect(loaded()).toEqual([`${start.origin}/`]);
    },
  );

  test('that left by itself is not called back', () => {
    const { emit, waits } = guarded();
    emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(waits).toEqual([]);
  });

  test('that hangs is ended, so that it comes back', () => {
    const { contents, emit } = guarded();
    emit('unresponsive');
    expect(contents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  });

  test('that keeps dying is loaded ever later, behind a plain page, and soon again once it lived well', () => {
    const { emit, clock, waits, loaded } = guarded();
    for (const wait of [...WAITS_MS, 300_000]) {
      emit('render-process-gone', {}, { reason: 'crashed' });
      // What dies while it is waited with, the plain page among it, changes nothing.
      emit('render-process-gone', {}, { reason: 'crashed' });
      emit('did-fail-load', {}, -2, 'failed', waitingPage, true);
      clock.advance(wait + 1_000);
    }
    expect(waits).toEqual([...WAITS_MS, 300_000]);
    expect(loaded().filter((url) => url === waitingPage)).toHaveLength(5);
    expect(loaded().at(-1)).toBe(`${start.origin}/`);
    clock.advance(WAITS_MS.reduce((sum, wait) => sum + wait, WELL_AFTER_MS));
    emit('render-process-gone', {}, { reason: 'crashed' });
    expect(waits.at(-1)).toBe(500);
  });

  test('is loaded without its used token when the controller was not there; a frame’s failure changes nothing', () => {
    const { emit, clock, waits, loaded } = guarded();
    emit('did-fail-load', {}, -102, 'refused', start.url, false);
    expect(waits).toEqual([]);
    emit('did-fail-load', {}, -102, 'refused', start.url, true);
    clock.advance(RELOAD_AFTER_MS);
    expect(loaded()).toEqual([`${start.origin}/`]);
  });
});

describe('the graphics process', () => {
  const death = (type: string, reason: string) => [{}, { type, reason }] as const;

  function guardedApp() {
    const emitter = fakeEmitter();
    const app = { on: emitter.on, exit: vi.fn() };
    const clock = new ManualClock();
    guardApp(app as unknown as GuardedApp, () => clock.monotonicMs());
    return { ...emitter, app, clock };
  }

  test('that dies three times in a row ends the shell, for a new start', () => {
    const { app, emit } = guardedApp();
    for (let times = 1; times < GPU_DEATHS; times += 1) emit('child-process-gone', ...death('GPU', 'crashed'));
    expect(app.exit).not.toHaveBeenCalled();
    emit('child-process-gone', ...death('GPU', 'crashed'));
    expect(app.exit).toHaveBeenCalledExactlyOnceWith(70);
  });

  test('that dies now and then does not, nor do others of Electron’s processes', () => {
    const { app, emit, clock } = guardedApp();
    for (let times = 0; times < 10; times += 1) {
      emit('child-process-gone', ...death('GPU', 'crashed'));
      emit('child-process-gone', ...death('Utility', 'crashed'));
      emit('child-process-gone', ...death('GPU', 'clean-exit'));
      clock.advance(10 * WELL_AFTER_MS);
    }
    expect(app.exit).not.toHaveBeenCalled();
  });
});
