import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ControllerLine } from './controller-line.js';
import { CrashBackOff } from './crash-back-off.js';
import { inRoot } from './paths.js';

/** Shown while a shell that keeps dying is waited with: a file, which needs nobody to be there. */
const WAITING_PAGE = pathToFileURL(inRoot('provisioning', 'kiosk', 'waiting.html')).href;
/** A shorter wait than this is not worth a page of its own. */
const WORTH_A_PAGE_MS = 5_000;

/**
 * Keeps the shell of the screen running: starts it when the controller is there, anew at once when it dies, with
 * back-off and a plain page when it keeps dying, and anew when the controller asks for it. Usable by `npm start` and,
 * as another user, by a service.
 */
export class KeptShell {
  #shell;
  #line;
  #say;
  #over = new AbortController();
  #backOff = new CrashBackOff();
  #child = null;
  #shownAt = null;
  #asked = false;
  #kept = null;

  /** `shell`: as chooseShell gives it; `folder`: see ControllerLine. */
  constructor({ shell, folder, say }) {
    this.#shell = shell;
    this.#say = say;
    this.#line = new ControllerLine(folder, this.#over.signal);
  }

  start() {
    void this.#line.listen({
      onRestart: (code) => this.#restart(`The screen is started anew (${code}).`),
      onReached: (url) => {
        if (this.#shownAt !== null && this.#shownAt !== url) this.#restart('The controller has moved.');
      },
    });
    this.#kept = this.#keep().catch((error) => {
      if (!this.#over.signal.aborted) throw error;
    });
  }

  /** Resolves when the shell and all that it started are gone. */
  async stop() {
    this.#over.abort();
    if (this.#child) killGroup(this.#child);
    await this.#kept;
  }

  async #keep() {
    for (;;) {
      const address = await this.#line.startAddressInTime();
      this.#shownAt = new URL('/', address).href;
      this.#asked = false;
      const startedAt = performance.now();
      await this.#run(address);
      if (this.#over.signal.aborted) return;
      if (this.#asked) continue;
      const waitMs = this.#backOff.waitAfter(performance.now() - startedAt);
      this.#say(`The screen’s shell ended; it is started anew${waitMs > 0 ? ` in ${waitMs / 1_000} s` : ''}.`);
      await this.#wait(waitMs);
    }
  }

  /** Until it has ended, by itself or not. */
  async #run(address) {
    try {
      this.#child = this.#shell.open(address);
      await once(this.#child, 'exit');
    } catch (error) {
      this.#say(`The shell could not be started: ${error.message}`);
    }
    // What it started must not hold the display, the profile and the memory.
    if (this.#child) killGroup(this.#child);
    this.#child = null;
  }

  async #wait(waitMs) {
    const over = sleep(waitMs, undefined, { signal: this.#over.signal });
    if (waitMs < WORTH_A_PAGE_MS || !this.#shell.showsFiles) return over;
    this.#shownAt = null;
    const page = this.#run(WAITING_PAGE);
    try {
      await over;
    } finally {
      if (this.#child) killGroup(this.#child);
      await page;
    }
  }

  /** While a plain page is shown, the next start is due anyhow. */
  #restart(why) {
    if (this.#child === null || this.#shownAt === null) return;
    this.#say(why);
    this.#asked = true;
    killGroup(this.#child);
  }
}

/** At once: a shell that has to be replaced may be past listening, and keeps nothing that is worth saving. */
function killGroup({ pid }) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
