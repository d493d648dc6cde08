import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { connectedTo } from '../support/debugger-line.ts';
import { KioskOnX } from '../support/kiosk-on-x.ts';
import { describeWith } from '../support/parts.ts';

/** In the middle of the buttons that choose a language, at 1280×800. */
const SVENSKA = ['635', '69'];
const ENGLISH = ['948', '69'];

/** How many pixels the waves of the drawing change at most, and another language at least. */
const WAVES = 7_000;
const OTHER_LANGUAGE = 9_000;

const key = (name: string): [string, string[]] => [name, ['key', name]];

/** What hands do at a keyboard and a mouse, as xdotool takes it. */
const attempts: readonly [string, readonly string[]][] = [
  ...['ctrl+n', 'ctrl+shift+n', 'ctrl+t', 'ctrl+shift+t', 'ctrl+w', 'ctrl+shift+w', 'ctrl+q', 'ctrl+shift+q'].map(key),
  ...['ctrl+o', 'ctrl+p', 'ctrl+shift+p', 'ctrl+s', 'ctrl+u', 'ctrl+j', 'ctrl+h', 'ctrl+d', 'ctrl+f', 'ctrl+g'].map(
    key,
  ),
  ...['ctrl+l', 'alt+d', 'F6', 'alt+e', 'alt+f', 'F10', 'ctrl+shift+m', 'ctrl+shift+Delete', 'shift+Escape'].map(key),
  ...['F1', 'F3', 'F5', 'ctrl+r', 'F7', 'F11', 'F12', 'ctrl+shift+i', 'ctrl+shift+j', 'ctrl+shift+c'].map(key),
  ...['alt+F4', 'alt+Home', 'alt+Left', 'alt+Right', 'alt+Tab', 'alt+space', 'super+d', 'ctrl+alt+Delete'].map(key),
  ...['ctrl+plus', 'ctrl+minus', 'ctrl+0', 'Escape', 'Menu', 'Print', 'XF86HomePage', 'XF86Explorer'].map(key),
  [
    'ctrl+wheel',
    ['keydown', 'ctrl', 'click', '4', 'click', '4', 'click', '5', 'click', '5', 'click', '5', 'keyup', 'ctrl'],
  ],
  ['a swipe to the side', ['click', '--repeat', '5', '6', 'click', '--repeat', '5', '7']],
  ['the menu of a right click', ['mousemove', '300', '250', 'click', '3']],
  ['a middle click', ['mousemove', '300', '250', 'click', '2']],
  ['the mouse’s way back and forth', ['click', '8', 'click', '9']],
  [
    'text that is marked and dragged away',
    [
      'mousemove',
      '60',
      '50',
      'click',
      '--repeat',
      '2',
      '1',
      'mousedown',
      '1',
      'mousemove',
      '900',
      '700',
      'mouseup',
      '1',
    ],
  ],
];

describeWith(['chromium', 'xvfb', 'openbox', 'root'], 'out of the kiosk', () => {
  test('leads no key and no button: one window, the same address and zoom, and the screen works', {
    timeout: 120_000,
  }, async () => {
    const kiosk = await KioskOnX.open({ lookInside: false });
    kiosk.act('mousemove', ...SVENSKA, 'click', '1');
    const led: string[] = [];
    for (const [attempt, hands] of attempts) {
      // The idle picture wanders a pixel each five minutes, which looks like a change of everything.
      const harm = (await harmOf(kiosk, hands)) && (await harmOf(kiosk, hands));
      if (harm) led.push(`${attempt}: ${harm}`);
    }
    expect(led).toEqual([]);
  });

  test('leads no script that got into the page, and nothing that is dropped on it', { timeout: 90_000 }, async () => {
    const kiosk = await KioskOnX.open({ lookInside: true });
    const browser = await connectedTo(kiosk.shell.debuggerUrl() ?? '');
    const [page] = browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((each) => each.url() === kiosk.url);
    if (page === undefined) throw new Error('no page');
    const session = await page.context().newCDPSession(page);
    const led: string[] = [];
    for (const script of scripts) {
      await session.send('Runtime.evaluate', { expression: script });
      const state = { pages: await kiosk.pages(), ...(await lookOf(page)) };
      if (JSON.stringify(state) !== JSON.stringify({ pages: [kiosk.url], ...IDLE }))
        led.push(`${script}: ${JSON.stringify(state)}`);
    }
    expect(led).toEqual([]);
    await dropFile(page);
    await pinch(page);
    expect({ pages: await kiosk.pages(), ...(await lookOf(page)) }).toEqual({ pages: [kiosk.url], ...IDLE });
    await browser.close();
  });

  test('goes no address but the box’s own, and a page that was led away is brought back', {
    timeout: 90_000,
  }, async () => {
    const kiosk = await KioskOnX.open({ lookInside: true });
    const browser = await connectedTo(kiosk.shell.debuggerUrl() ?? '');
    const [page] = browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((each) => each.url() === kiosk.url);
    if (page === undefined) throw new Error('no page');
    const session = await page.context().newCDPSession(page);
    // Whoever keeps the kiosk looks away meanwhile.
    kiosk.shell.child.kill('SIGSTOP');
    const tried: Record<string, string> = {};
    for (const url of addresses) {
      tried[url] = (await session.send('Page.navigate', { url })).errorText ?? 'went there';
      // One refusal at a time: Chromium has been seen to end when the next came before its page was there.
      await page.waitForLoadState('load').catch(() => {});
      await page
        .locator('body')
        .innerText({ timeout: 2_000 })
        .catch(() => {});
    }
    const refused = Object.fromEntries(
      addresses.map((url) => [url, expect.stringMatching(/BLOCKED_BY_ADMIN|ABORTED/)]),
    );
    expect(tried).toEqual(refused);
    // A page that was led to a refusal paints no more frames of ours, and is brought back.
    kiosk.shell.child.kill('SIGCONT');
    await browser.close();
    await expect.poll(() => kiosk.shell.said, { timeout: 10_000 }).toContain('started anew (shell-');
    await expect.poll(() => kiosk.pages(), { timeout: 10_000 }).toEqual([kiosk.url]);
    await expect.poll(() => kiosk.idlePixels(), { timeout: 10_000 }).toBeGreaterThan(100_000);
  });
});

/** The idle screen at its own size. */
const IDLE = { screen: 'idle', zoom: 1, scale: 1 };

const scripts = [
  "location.href = 'file:///etc/passwd'",
  "location.href = 'chrome://settings'",
  "location.href = 'view-source:' + location.href",
  "location.href = 'data:text/html,hello'",
  "location.href = 'javascript:document.write(1)'",
  "Object.assign(document.createElement('a'), { href: '/icon.svg', download: 'icon.svg' }).click()",
  "Object.assign(document.createElement('input'), { type: 'file' }).click()",
  'showOpenFilePicker()',
  'showDirectoryPicker()',
  'document.exitFullscreen()',
  'window.moveTo(400, 400), window.resizeTo(200, 200)',
  'Notification.requestPermission()',
  'navigator.geolocation.getCurrentPosition(() => {})',
  'navigator.mediaDevices.getUserMedia({ audio: true, video: true })',
  'navigator.mediaDevices.getDisplayMedia()',
  'navigator.usb.requestDevice({ filters: [] })',
  'navigator.serial.requestPort()',
];

const addresses = [
  ...[
    'file:///etc/passwd',
    'chrome://settings',
    'chrome://flags',
    'view-source:http://127.0.0.1/',
    'https://example.org/',
  ],
  ...[
    'http://127.0.0.1:631/',
    'http://localhost/',
    'data:text/html,hello',
    'devtools://devtools/bundled/inspector.html',
  ],
];

function lookOf(page: Page) {
  return page.evaluate(() => ({
    screen: document.querySelector('main')?.dataset.screen,
    zoom: devicePixelRatio,
    scale: visualViewport?.scale,
  }));
}

async function dropFile(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
}

async function pinch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizePinchGesture', { x: 600, y: 400, scaleFactor: 2, gestureSourceType: 'touch' });
}

/** Null when the screen works as before: a language can be chosen and taken back, whatever came up would be in the way. */
async function harmOf(kiosk: KioskOnX, hands: readonly string[]): Promise<string | null> {
  const idle = kiosk.picture();
  kiosk.act(...hands);
  kiosk.act('mousemove', ...ENGLISH, 'click', '1');
  const chosen = await seen(() => kiosk.pixelsUnlike(idle) > OTHER_LANGUAGE);
  kiosk.act('mousemove', ...SVENSKA, 'click', '1');
  const back = await seen(() => kiosk.pixelsUnlike(idle) < WAVES);
  const [pages, windows] = [await kiosk.pages(), kiosk.windows()];
  const well = chosen && back && windows === 1 && pages.join() === kiosk.url;
  return well ? null : JSON.stringify({ chosen, back, windows, pages });
}

async function seen(what: () => boolean): Promise<boolean> {
  return expect
    .poll(what, { timeout: 3_000, interval: 20 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    );
}
