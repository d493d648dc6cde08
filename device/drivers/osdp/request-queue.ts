import type { MonotonicMs } from '../../contract/units.ts';
import type { Command, CommandKind } from './commands.ts';

/** Whom an output was to let in has gone by then: a door does not open because a line is back (I8). */
const STALE_PULSE_MS = 1_000;

type Waiting = { readonly command: Command; readonly since: MonotonicMs };

/** What a reader is to be told, first come first. Of each kind, and for each output, only the last waits. */
export class RequestQueue {
  #waiting: readonly Waiting[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(commands: readonly Command[], now: MonotonicMs): void {
    for (const command of commands) {
      const others = this.#waiting.filter((waiting) => !isReplaced(waiting.command, command));
      this.#waiting = [...others, { command, since: now }];
    }
  }

  /** These go before what waits already, and replace nothing of it. */
  addFirst(commands: readonly Command[], now: MonotonicMs): void {
    this.#waiting = [...commands.map((command) => ({ command, since: now })), ...this.#waiting];
  }

  drop(kinds: readonly CommandKind[]): void {
    this.#waiting = this.#waiting.filter(({ command }) => !kinds.includes(command.kind));
  }

  /** Takes the next one out; null when none waits. */
  next(now: MonotonicMs): Command | null {
    const [first, ...rest] = this.#waiting.filter((waiting) => !isStale(waiting, now));
    this.#waiting = rest;
    return first?.command ?? null;
  }

  clear(): void {
    this.#waiting = [];
  }
}

function isReplaced(old: Command, by: Command): boolean {
  if (old.kind === 'output' && by.kind === 'output') return old.output === by.output;
  return old.kind === by.kind;
}

function isStale({ command, since }: Waiting, now: MonotonicMs): boolean {
  return command.kind === 'output' && command.on && now > since + STALE_PULSE_MS;
}
