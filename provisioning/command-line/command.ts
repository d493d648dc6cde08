import type { Outcome } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** One of `kontoret`'s commands. */
export type Command = {
  /** As it is called: `operator init`. */
  readonly name: string;
  /** What it does, in one line of the list of commands. */
  readonly summary: string;
  /** All that `--help` tells of it, without the name and the summary. */
  readonly help: string;
  /** What it may end with, beside 0 and 64, is in `help`. */
  readonly run: (args: readonly string[], terminal: Terminal) => Outcome | Promise<Outcome>;
};
