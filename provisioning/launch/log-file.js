import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

const MOST_BYTES = 10 * 1024 * 1024;

/**
 * A text file that grows by lines. At `mostBytes` it becomes `<file>.1`, in the place of the one before, and a new one
 * is begun: the two together never hold more than twice that. A disk that is full loses lines and ends nothing.
 */
export class LogFile {
  #file;
  #mostBytes;
  #descriptor;
  #bytes;

  constructor(file, mostBytes = MOST_BYTES) {
    this.#file = file;
    this.#mostBytes = mostBytes;
    this.#open();
  }

  write(line) {
    const bytes = Buffer.from(`${line}\n`);
    try {
      if (this.#bytes + bytes.length > this.#mostBytes) this.#beginAnew();
      this.#bytes += writeSync(this.#descriptor, bytes);
    } catch (error) {
      if (error.code === undefined) throw error;
    }
  }

  #beginAnew() {
    const full = this.#descriptor;
    // Somebody may have taken it away.
    if (existsSync(this.#file)) renameSync(this.#file, `${this.#file}.1`);
    this.#open();
    closeSync(full);
  }

  #open() {
    this.#descriptor = openSync(this.#file, 'a', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }
}
