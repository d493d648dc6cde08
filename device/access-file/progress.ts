import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** Without a screen a line says how far it is, at each of these parts of the whole. */
const PARTS = 10;

/** How far a command is: a bar for each step on a screen, else plain lines. */
export class Progress {
  readonly #terminal: Terminal;
  #title = '';
  #bar: SingleBar | null = null;
  #told = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** The next step begins; `measured`: `reached` will tell how far it is. */
  begin(title: string, measured: 'measured' | 'unmeasured'): void {
    this.end();
    this.#title = title;
    this.#told = 0;
    const { screen, note } = this.#terminal;
    if (screen === null || measured === 'unmeasured') {
      note(`${title} …`);
      return;
    }
    this.#bar = new SingleBar({ format: '{title} {bar} {percentage} %', stream: screen, hideCursor: true });
    this.#bar.start(1, 0, { title });
  }

  reached(done: number, total: number): void {
    const part = Math.floor((done / Math.max(1, total)) * PARTS);
    if (this.#bar !== null) {
      this.#bar.setTotal(Math.max(1, total));
      this.#bar.update(done);
    } else if (part > this.#told && part < PARTS) this.#terminal.note(`${this.#title}: ${part * PARTS} %`);
    this.#told = Math.max(this.#told, part);
  }

  end(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
}
