import { spawn } from 'node:child_process';
import { type Milliseconds, milliseconds } from './contract/units.ts';
import type { CancelTimer, Clock } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';

/** Of the time after which systemd gives a silent service up: one beat may be lost (sd_watchdog_enabled(3)). */
const BEATS_PER_TIMEOUT = 3;

type Environment = Readonly<Record<string, string | undefined>>;
type Send = (message: string, failed: () => void) => void;

export type ServiceManagerParts = {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly send?: Send;
};

/**
 * What systemd is told (sd_notify(3)); nothing where no systemd has started this process. Node has no datagram sockets
 * of AF_UNIX, so each message is a call of systemd-notify(1), and the unit needs NotifyAccess=all.
 */
export class ServiceManager {
  readonly #parts: ServiceManagerParts;
  readonly #send: Send;
  #cancelBeat: CancelTimer = () => {};
  #failed = false;

  constructor(parts: ServiceManagerParts) {
    this.#parts = parts;
    this.#send = parts.send ?? sendByCommand;
  }

  /** The door decides. From now on each beat is made by a timer of the loop that decides: a hung loop makes none. */
  ready(): void {
    if (!this.#parts.environment.NOTIFY_SOCKET) return;
    this.#tell('READY=1');
    const every = beatInterval(this.#parts.environment);
    if (every !== null) this.#beatLater(every);
  }

  /** Whether a loop that hangs is found out, and the process started anew. */
  watches(): boolean {
    const { environment } = this.#parts;
    return Boolean(environment.NOTIFY_SOCKET) && beatInterval(environment) !== null;
  }

  stopping(): void {
    if (!this.#parts.environment.NOTIFY_SOCKET) return;
    this.#cancelBeat();
    this.#tell('STOPPING=1');
  }

  #beatLater(every: Milliseconds): void {
    this.#cancelBeat = this.#parts.clock.after(every, () => {
      this.#tell('WATCHDOG=1');
      this.#beatLater(every);
    });
  }

  #tell(message: string): void {
    this.#send(message, () => {
      if (!this.#failed) this.#parts.journal.write({ type: 'service-manager-unreachable' });
      this.#failed = true;
    });
  }
}

/** Null when this process is not watched (WATCHDOG_USEC, and WATCHDOG_PID where it is set). */
function beatInterval({ WATCHDOG_USEC, WATCHDOG_PID }: Environment): Milliseconds | null {
  const timeoutMs = Number(WATCHDOG_USEC) / 1_000;
  const watched = WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === process.pid;
  return watched && timeoutMs > 0 ? milliseconds(timeoutMs / BEATS_PER_TIMEOUT) : null;
}

function sendByCommand(message: string, failed: () => void): void {
  const command = spawn('systemd-notify', [message], { stdio: 'ignore' });
  command.on('error', failed);
  command.on('exit', (code) => code === 0 || failed());
}
