import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Debian's user that owns nothing. */
const NOBODY = 65_534;

export type KioskShellOptions = {
  /** The controller's data folder. */
  readonly data: string;
  readonly shell: 'chromium' | 'cage';
  /** As DISPLAY takes it. */
  readonly display: string;
  /** The test may run scripts in the page, for which the ban on developer tools is lifted; else it only sees addresses. */
  readonly lookInside: boolean;
};

/**
 * The kiosk's own service (provisioning/kiosk/kiosk.js) as a box runs it: as a user that owns nothing, with what systemd
 * hands over and no other file of the controller, with the managed policies that ship. Policies are laid over
 * /etc/chromium in a mount namespace of its own, so that no other Chromium of the machine has them. Root starts it.
 */
export class KioskShell {
  readonly child: ChildProcess;
  readonly #folder: string;
  said = '';

  private constructor(folder: string, { shell, display }: KioskShellOptions) {
    this.#folder = folder;
    const [bin, runtime, etc] = ['bin', 'runtime', 'etc'].map((name) => join(folder, name));
    const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.includes('node_modules'));
    const env = {
      ...{ PATH: [bin, ...path].join(delimiter), HOME: runtime, XDG_RUNTIME_DIR: runtime, LANG: 'C.UTF-8' },
      ...{ CREDENTIALS_DIRECTORY: join(folder, 'handed-over'), AK_SHELL: shell, DISPLAY: display },
      // A compositor within a display, drawn without graphics hardware.
      ...{ WLR_BACKENDS: 'x11', WLR_RENDERER: 'pixman', WLR_LIBINPUT_NO_DEVICES: '1' },
    };
    const asNobody = `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups`;
    const script = `mount --bind ${etc} /etc/chromium && exec ${asNobody} node provisioning/kiosk/kiosk.js`;
    this.child = spawn('unshare', ['--mount', 'sh', '-c', script], { cwd: join(folder, 'checkout'), env });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data) => {
        this.said += data;
      });
  }

  static start(options: KioskShellOptions): KioskShell {
    const folder = mkdtempSync(join(tmpdir(), 'ak-kiosk-'));
    chmodSync(folder, 0o755);
    layOut(folder, options);
    return new KioskShell(folder, options);
  }

  /** Where Chromium can be looked into; null until it is there. */
  debuggerUrl(): string | null {
    const file = join(this.#folder, 'runtime', 'ak-chromium', 'DevToolsActivePort');
    return existsSync(file) ? `http://127.0.0.1:${readFileSync(file, 'utf8').split('\n')[0]}` : null;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGCONT');
      this.child.kill('SIGTERM');
      await once(this.child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A checkout without its packages, what systemd would hand over, a runtime folder, policies, and a door to look in by. */
function layOut(folder: string, { data, lookInside }: KioskShellOptions): void {
  const checkout = join(folder, 'checkout');
  for (const part of ['launch', 'kiosk'])
    cpSync(fromRoot(`provisioning/${part}`), join(checkout, 'provisioning', part), { recursive: true });
  writeFileSync(join(checkout, 'package.json'), '{"type":"module"}');
  for (const name of ['handed-over', 'runtime']) {
    mkdirSync(join(folder, name), { mode: 0o700 });
    chownSync(join(folder, name), NOBODY, NOBODY);
  }
  for (const name of ['api-url', 'shell-token']) {
    const copy = join(folder, 'handed-over', name);
    writeFileSync(copy, readFileSync(join(data, name)), { mode: 0o400 });
    chownSync(copy, NOBODY, NOBODY);
  }
  mkdirSync(join(folder, 'etc', 'policies', 'managed'), { recursive: true });
  const { origin } = new URL(readFileSync(join(data, 'api-url'), 'utf8'));
  const policies = readFileSync(fromRoot('provisioning/kiosk/policies.json'), 'utf8')
    .replace('http://127.0.0.1:7380', origin)
    .replace('"RemoteDebuggingAllowed": false', '"RemoteDebuggingAllowed": true')
    .replace('"DeveloperToolsAvailability": 2', `"DeveloperToolsAvailability": ${lookInside ? 1 : 2}`);
  writeFileSync(join(folder, 'etc', 'policies', 'managed', 'kiosk.json'), policies);
  mkdirSync(join(folder, 'bin'));
  const looked = '#!/bin/sh\nexec /usr/bin/chromium --remote-debugging-port=0 "$@"\n';
  writeFileSync(join(folder, 'bin', 'chromium'), looked, { mode: 0o755 });
}
