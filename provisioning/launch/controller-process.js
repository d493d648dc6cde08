import { fork } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LogFile } from './log-file.js';
import { dataFolder, inRoot } from './paths.js';

/** sysexits.h EX_USAGE: a start that only a person can mend (device/main.ts). */
const EXIT_REFUSED = 64;
const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
/** A controller that ran this long was well; its next restart is quick again. */
const WELL_AFTER_MS = 60_000;
/** Ctrl-C is over within two seconds, whatever hangs. */
const LONGEST_STOP_MS = 1_200;

/**
 * How the controller is run: small. V8 keeps a small nursery, and malloc gives back what start-up no longer needs, at
 * some cost in speed that the bench has measured (README, D12).
 */
const runtime = JSON.parse(readFileSync(inRoot('provisioning', 'launch', 'controller-runtime.json'), 'utf8'));

/**
 * Runs the controller and keeps it running: when it ends by itself it is started again, with back-off, unless it
 * refused to start. `onEvent` gets every line of its log as an object; `onRefused` the exit code it gave up with.
 */
export class ControllerProcess {
  #node;
  #onEvent;
  #onRefused;
  #child = null;
  #restartAfterMs = FIRST_RESTART_MS;
  #restart = undefined;
  #stopping = false;
  #log;

  constructor(node, { onEvent, onRefused }) {
    this.#node = node;
    this.#onEvent = onEvent;
    this.#onRefused = onRefused;
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    this.#log = new LogFile(join(dataFolder, 'controller.log'));
  }

  start() {
    const startedAt = Date.now();
    const env = { ...process.env, ...runtime.env, AK_LAUNCHED: '1', AK_DATA_DIR: dataFolder };
    env.NODE_COMPILE_CACHE ??= inRoot('.cache', 'compile');
    // A process group of its own: Ctrl-C reaches the launcher, which ends everything in order.
    this.#child = fork(inRoot(runtime.file), {
      execPath: this.#node,
      execArgv: runtime.flags,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#readLine(line));
    this.#child.on('exit', (code) => this.#ended(code, Date.now() - startedAt));
  }

  /** Resolves when the controller is gone: asked first, then killed. */
  stop() {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === null) return Promise.resolve();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
    return gone.finally(() => clearTimeout(killer));
  }

  #ended(code, ranMs) {
    this.#child = null;
    if (this.#stopping) return;
    if (code === EXIT_REFUSED) {
      this.#onRefused(code);
      return;
    }
    if (ranMs > WELL_AFTER_MS) this.#restartAfterMs = FIRST_RESTART_MS;
    this.#onEvent({ event: 'controller-ended', msg: `The controller ended (${code}); it is started again.` });
    this.#restart = setTimeout(() => this.start(), this.#restartAfterMs);
    this.#restartAfterMs = Math.min(this.#restartAfterMs * 2, LONGEST_RESTART_MS);
  }

  #readLine(line) {
    const event = parsed(line);
    // The passages of people are in the access log alone, which purges them in time.
    if (event?.record !== 'visits') this.#log.write(line);
    if (event !== null) this.#onEvent(event);
  }
}

/** Null for a line that is not the journal's. */
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
