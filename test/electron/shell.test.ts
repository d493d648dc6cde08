import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  type GuardedContents,
  type GuardedSession,
  guardContents,
  guardSession,
  mayGoTo,
  RELOAD_AFTER_MS,
  readStart,
  windowOptions,
} from '../../electron/shell.ts';

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

function guarded() {
  const emitter = fakeEmitter();
  const contents = {
    on: emitter.on,
    setWindowOpenHandler: vi.fn(),
    reload: vi.fn(),
    loadURL: vi.fn(async () => {}),
  };
  const later = vi.fn<(action: () => void, delayMs: number) => void>();
  guardContents(contents as unknown as GuardedContents, start, later);
  return { ...emitter, contents, later };
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

  test('is loaded again when its process died', () => {
    const { contents, emit, later } = guarded();
    emit('render-process-gone', {}, { reason: 'oom' });
    expect(later).toHaveBeenCalledExactlyOnceWith(expect.any(Function), RELOAD_AFTER_MS);
    later.mock.calls[0]?.[0]();
    expect(contents.reload).toHaveBeenCalledOnce();
  });

  test('is loaded without its used token when the controller was not there; a frame’s failure changes nothing', () => {
    const { contents, emit, later } = guarded();
    emit('did-fail-load', {}, -102, 'refused', start.url, false);
    expect(later).not.toHaveBeenCalled();
    emit('did-fail-load', {}, -102, 'refused', start.url, true);
    later.mock.calls[0]?.[0]();
    expect(contents.loadURL).toHaveBeenCalledExactlyOnceWith(`${start.origin}/`);
  });
});
