import type { Command, CommandKind } from './commands.ts';

/** What a reader is to be told, first come first. Of each kind, and for each output, only the last waits. */
export class RequestQueue {
  #waiting: readonly Command[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(commands: readonly Command[]): void {
    for (const command of commands)
      this.#waiting = [...this.#waiting.filter((waiting) => !isReplaced(waiting, command)), command];
  }

  /** These go before what waits already, and replace nothing of it. */
  addFirst(commands: readonly Command[]): void {
    this.#waiting = [...commands, ...this.#waiting];
  }

  drop(kinds: readonly CommandKind[]): void {
    this.#waiting = this.#waiting.filter(({ kind }) => !kinds.includes(kind));
  }

  /** Takes the next one out; null when none waits. */
  next(): Command | null {
    const [first, ...rest] = this.#waiting;
    this.#waiting = rest;
    return first ?? null;
  }

  clear(): void {
    this.#waiting = [];
  }
}

function isReplaced(old: Command, by: Command): boolean {
  if (old.kind === 'output' && by.kind === 'output') return old.output === by.output;
  return old.kind === by.kind;
}
