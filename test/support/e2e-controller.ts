import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PresentCommand } from '../../device/contract/api.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The real controller in production's form, with a data folder of its own; it can be killed and started again. */
export class E2eController {
  readonly folder = mkdtempSync(join(tmpdir(), 'ak-e2e-'));
  readonly #config: object;
  #child: ChildProcess | null = null;
  url = '';

  constructor(config: object) {
    this.#config = config;
  }

  /** Resolves when it listens: the first time at any port, and at the same one ever after. */
  async start(): Promise<void> {
    const port = this.url === '' ? 0 : Number(new URL(this.url).port);
    const configFile = join(this.folder, 'config.json');
    writeFileSync(configFile, JSON.stringify({ ...this.#config, api: { port } }));
    const env = { ...process.env, AK_DATA_DIR: this.folder, AK_CONFIG: configFile };
    const child = spawn(fromRoot('node_modules/.bin/node'), [fromRoot('.build/controller/main.js')], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.url = await listening(child);
  }

  /** The address that opens a session, once. */
  startAddress(): string {
    return `${this.url}?token=${readFileSync(join(this.folder, 'kiosk-token'), 'utf8')}`;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async post(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    const response = await fetch(new URL(path, this.url), init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  tap(uid: string): Promise<void> {
    return this.present({ uid });
  }

  present(what: PresentCommand): Promise<void> {
    return this.post('/sim/readers/front/present', what);
  }

  /** As the local command line does it. */
  enrolNext(role: 'visitor' | 'host'): Promise<void> {
    const token = readFileSync(join(this.folder, 'admin-token'), 'utf8');
    return this.post('/api/admin/enrol-next', { role }, { authorization: `Bearer ${token}` });
  }
}

async function listening(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr?.on('data', (data) => {
    said += data;
  });
  if (child.stdout === null) throw new Error('the controller has no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /"event":"api-listening","url":"([^"]+)"/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return address;
    }
  }
  throw new Error(`the controller ended without listening: ${said}`);
}
