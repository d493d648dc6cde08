import type { FrameCommand, ShellFault } from '../contract/shell.ts';
import type { PartStatus } from '../contract/status.ts';
import { type Milliseconds, type MonotonicMs, milliseconds, seconds } from '../contract/units.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { ShellDesk } from '../ports/shell.ts';
import { RestartBudget } from './restart-budget.ts';

/** A page tells of a frame once a second: a picture that is this old stands still. */
export const FRAME_SILENCE = seconds(3);
/** A page that prints stands still until its sheets are made. */
export const PRINTS_WITHIN = seconds(60);
/** From the start of a shell to its first frame, on the smallest board that it runs on, with an empty profile. */
export const STARTS_WITHIN = seconds(30);

type ShellWatchParts = { readonly clock: Clock; readonly journal: Journal; readonly onChange: () => void };

/**
 * Whether the screen shows the live picture, told by the frames that it paints: a page that is connected and stands
 * still, is hidden or has crashed is a fault, and whoever keeps the shell is asked to start it anew. A screen is
 * expected as long as a page is connected, and from the moment on that somebody keeps a shell for this box.
 */
export class ShellWatch implements ShellDesk {
  readonly #parts: ShellWatchParts;
  readonly #keepers = new Set<(fault: ShellFault) => void>();
  readonly #budget: RestartBudget;
  #status: PartStatus;
  #connected = false;
  #kept = false;
  #lastSignAt: MonotonicMs;
  #patience: Milliseconds = STARTS_WITHIN;
  #cancel: CancelTimer = () => {};

  constructor(parts: ShellWatchParts) {
    this.#parts = parts;
    this.#budget = new RestartBudget(parts.clock);
    this.#status = { state: 'absent', sinceMs: parts.clock.wallMs() };
    this.#lastSignAt = parts.clock.monotonicMs();
  }

  status(): PartStatus {
    return this.#status;
  }

  /** Whether any page is connected has changed. */
  noteConnected(connected: boolean): void {
    this.#connected = connected;
    if (this.#status.state === 'absent') this.#waitForStart();
    else this.#judge();
  }

  framePainted({ printing }: FrameCommand): void {
    this.#lastSignAt = this.#parts.clock.monotonicMs();
    this.#patience = printing ? PRINTS_WITHIN : FRAME_SILENCE;
    this.#become('ready');
    this.#judge();
  }

  supervise(restart: (fault: ShellFault) => void): () => void {
    this.#keepers.add(restart);
    this.#kept = true;
    // Whoever comes new starts a shell; whoever was only cut off has one, whose page is connected.
    if (this.#status.state === 'ready' || this.#connected) this.#judge();
    else this.#waitForStart();
    return () => this.#keepers.delete(restart);
  }

  stop(): void {
    this.#cancel();
  }

  #waitForStart(): void {
    this.#lastSignAt = this.#parts.clock.monotonicMs();
    this.#patience = STARTS_WITHIN;
    this.#judge();
  }

  #judge(): void {
    this.#cancel();
    if (!this.#kept && !this.#connected) {
      this.#become('absent');
      return;
    }
    if (this.#status.state === 'absent') this.#become('starting');
    const left = this.#lastSignAt + this.#patience - this.#parts.clock.monotonicMs();
    if (left > 0) this.#cancel = this.#parts.clock.after(milliseconds(left), () => this.#judge());
    else this.#lost(this.#connected ? 'shell-frozen' : 'shell-gone');
  }

  #lost(code: ShellFault): void {
    this.#become('faulted', code);
    const wait = this.#budget.untilNext();
    if (wait > 0) {
      this.#cancel = this.#parts.clock.after(wait, () => this.#judge());
      return;
    }
    if (this.#keepers.size === 0) return;
    this.#parts.journal.write({ type: 'shell-restart-asked', code, inARow: this.#budget.spend() });
    for (const restart of this.#keepers) restart(code);
    this.#waitForStart();
  }

  #become(state: 'absent' | 'starting' | 'ready'): void;
  #become(state: 'faulted', code: ShellFault): void;
  #become(state: PartStatus['state'], code?: ShellFault): void {
    if (this.#status.state === state && this.#status.faultCode === code) return;
    const { clock, journal, onChange } = this.#parts;
    this.#status = { state, sinceMs: clock.wallMs(), ...(code && { faultCode: code }) };
    if (state === 'ready') journal.write({ type: 'shell-ready' });
    else if (code) journal.write({ type: 'shell-lost', code });
    onChange();
  }
}
