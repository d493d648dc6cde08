import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type RunningBox, startBox } from '../../device/box.ts';
import { Health, Snapshot } from '../../device/contract/api.ts';
import { Config } from '../../device/contract/config.ts';
import { openDataFolder } from '../../device/data-folder.ts';
import type { Clock } from '../../device/ports/clock.ts';
import { settingsOf } from '../../device/settings.ts';
import { ManualClock } from './manual-clock.ts';
import { office } from './office.ts';
import { RecordingJournal } from './recording-journal.ts';

/** 2026-03-02, a Monday, 10:00 in Stockholm. */
export const MONDAY_10 = Date.UTC(2026, 2, 2, 9);

export type BoxOptions = {
  /** Laid over the config of the test office, key by key at the top level. */
  readonly config?: Record<string, unknown>;
  /** What its wall clock begins with, in epoch ms, where it is not Monday at ten. */
  readonly at?: number;
  /** Kept by the caller, for a second box on the same data. */
  readonly folder?: string;
  /** Bytes that the disk says it has left. */
  readonly diskFree?: number;
  /** Bytes that the write-ahead log of its database says it has. */
  readonly walBytes?: number;
  /** Whether a medium is mounted where the config has its exports go. */
  readonly isMounted?: () => Promise<boolean>;
  /** What the system says of its clock; null, as where nobody says, when left out. */
  readonly synchronised?: () => boolean | null;
  /** Whether its machine has a clock that goes on while it is off. */
  readonly hasHardwareClock?: boolean;
};

export type TestBox<C extends Clock = ManualClock> = {
  readonly clock: C;
  readonly journal: RecordingJournal;
  readonly folder: string;
  readonly url: string;
  /** Of a session of the screen, as a browser sends it. */
  readonly cookie: string;
  /** An HTTP answer with its body as JSON, where it is JSON. */
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
    hangUp?: AbortSignal,
  ): Promise<Answer>;
  tap(uid: string, reader?: string): Promise<Answer>;
  snapshot(): Promise<Snapshot>;
  health(): Promise<Health>;
  /** What an observer at the simulated relay saw. */
  strikeMoves(): boolean[];
  stop(): Promise<void>;
};

export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers };

/** The whole box in this process: real storage, real API, simulated door; by a clock that the test winds. */
export async function withBox(options: BoxOptions = {}): Promise<TestBox> {
  return boxOn(new ManualClock(options.at ?? MONDAY_10), options);
}

export async function boxOn<C extends Clock>(clock: C, options: BoxOptions = {}): Promise<TestBox<C>> {
  const data = options.folder ?? boxFolder();
  const journal = new RecordingJournal();
  const box = await started(clock, journal, data, options);
  const cookie = await openSession(box.url, data);
  const request: TestBox['request'] = async (method, path, body, headers = {}, hangUp = undefined) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(new URL(path, box.url), {
      method,
      headers: { cookie, ...json, ...headers },
      redirect: 'manual',
      signal: hangUp ?? null,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: asJson(text) };
  };
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= box.stop();
    return stopped;
  };
  onTestFinished(stop);
  return {
    clock,
    journal,
    folder: data,
    url: box.url,
    cookie,
    request,
    tap: (uid, reader = 'front') => request('POST', `/sim/readers/${reader}/present`, { uid }),
    snapshot: async () => Snapshot.parse((await request('GET', '/api/snapshot')).body),
    health: async () => Health.parse((await request('GET', '/api/health')).body),
    strikeMoves: () => strikeMoves(data),
    stop,
  };
}

export function boxFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ak-box-'));
  // On a busy machine the storage thread may still be writing when a stop has waited for it long enough.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  return folder;
}

async function started(
  clock: Clock,
  journal: RecordingJournal,
  data: string,
  { config, diskFree, walBytes, isMounted, synchronised = () => null, hasHardwareClock = true }: BoxOptions,
): Promise<RunningBox> {
  const settings = settingsOf(Config.parse({ ...office, ...config }), 'test');
  if (!settings.ok) throw new Error(settings.error.problems.join('; '));
  process.env.AK_SIM_TRACE = traceFile(data);
  const box = await startBox({
    settings: settings.value,
    folder: await openDataFolder(data),
    clock,
    journal,
    screenFolder: new URL('../fixtures/screen', import.meta.url).pathname,
    ...(diskFree === undefined ? {} : { diskFree: () => diskFree }),
    ...(walBytes === undefined ? {} : { fileSize: () => walBytes }),
    ...(isMounted === undefined ? {} : { isMounted }),
    ...{ clockSynchronised: synchronised, hasHardwareClock },
  });
  if (!box.ok) throw new Error(`refused: ${box.error.code}`);
  return box.value;
}

async function openSession(url: string, data: string): Promise<string> {
  const token = readFileSync(join(data, 'kiosk-token'), 'utf8');
  const response = await fetch(`${url}?token=${token}`, { redirect: 'manual' });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`no session: ${response.status}`);
  return cookie;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const traceFile = (data: string) => join(data, 'strike-trace');

function strikeMoves(data: string): boolean[] {
  try {
    const lines = readFileSync(traceFile(data), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line).energised === true);
  } catch {
    return [];
  }
}
