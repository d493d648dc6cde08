import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { chromiumFlags, chromiumPath } from '../support/chromium.ts';
import type { Panel } from './kiosk-on-screen.ts';

/** How soon a browser has to be there. */
const STARTS_WITHIN_MS = 30_000;

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const HeapUsage = z.object({ usedSize: z.number() });
const ProcessInfo = z.object({ processInfo: z.array(z.object({ id: z.number() })) });

/**
 * Chromium with nobody who records what goes over its network, as Playwright does: the recording keeps every byte of the
 * event stream in the page's process, half a megabyte a minute at five taps a second. What is asked is asked by the
 * DevTools protocol, on a line of its own each time.
 */
export class UnwatchedBrowser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #page: string;
  readonly #browser: string;

  private constructor(process: ChildProcess, profile: string, page: string, browser: string) {
    this.#process = process;
    this.#profile = profile;
    this.#page = page;
    this.#browser = browser;
  }

  /** Resolves when the page is there. */
  static async start(address: string, { width, height }: Panel): Promise<UnwatchedBrowser> {
    const profile = mkdtempSync(join(tmpdir(), 'ak-soak-'));
    const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
    const flags = [...chromiumFlags, ...own, `--window-size=${width},${height}`, address];
    const child = spawn(chromiumPath, flags, { stdio: 'ignore' });
    const [port, browserPath] = (await withinTime(() => contentOf(join(profile, 'DevToolsActivePort')))).split('\n');
    const page = await withinTime(() => pageAt(`http://127.0.0.1:${port}/json`, new URL(address).host));
    return new UnwatchedBrowser(child, profile, page, `ws://127.0.0.1:${port}${browserPath}`);
  }

  /** Process ids of all that it has started, and its own. */
  async processes(): Promise<readonly number[]> {
    const { processInfo } = ProcessInfo.parse(await ask(this.#browser, 'SystemInfo.getProcessInfo'));
    return processInfo.map(({ id }) => id);
  }

  /** Bytes that the page's script holds, after what it holds no more is gone. */
  async heapBytes(): Promise<number> {
    await ask(this.#page, 'HeapProfiler.collectGarbage');
    return HeapUsage.parse(await ask(this.#page, 'Runtime.getHeapUsage')).usedSize;
  }

  close(): void {
    this.#process.kill('SIGKILL');
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function withinTime(find: () => string | null | Promise<string | null>): Promise<string> {
  for (const giveUpAt = Date.now() + STARTS_WITHIN_MS; Date.now() < giveUpAt; await setTimeout(100)) {
    const found = await find();
    if (found !== null) return found;
  }
  throw new Error('the browser did not come');
}

/** Null until it is written to its end. */
function contentOf(file: string): string | null {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.includes('\n') ? text : null;
}

async function pageAt(list: string, host: string): Promise<string | null> {
  const targets = Targets.parse(await (await fetch(list)).json());
  return targets.find(({ type, url }) => type === 'page' && url.includes(host))?.webSocketDebuggerUrl ?? null;
}

function ask(address: string, method: string): Promise<unknown> {
  const line = new WebSocket(address);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  line.addEventListener('open', () => line.send(JSON.stringify({ id: 1, method })));
  line.addEventListener('error', () => reject(new Error(`${method} was not answered`)));
  line.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data)).result));
  return promise.finally(() => line.close());
}
