import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Writes a file that is there as a whole or not at all, for its owner alone (0600). Rejects as writing does. */
export class WholeFile {
  readonly #path: string;
  readonly #unfinished: string;
  readonly #handle: FileHandle;

  private constructor(path: string, unfinished: string, handle: FileHandle) {
    this.#path = path;
    this.#unfinished = unfinished;
    this.#handle = handle;
  }

  static async begin(path: string): Promise<WholeFile> {
    const unfinished = `${path}.unfinished`;
    await rm(unfinished, { force: true });
    return new WholeFile(path, unfinished, await open(unfinished, 'wx', 0o600));
  }

  async write(text: string): Promise<void> {
    await this.#handle.writeFile(text);
  }

  /** In place of what had this name before. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#unfinished, this.#path);
  }

  /** What was written is gone, and what had this name before is still there. */
  async giveUp(): Promise<void> {
    await this.#handle.close();
    await rm(this.#unfinished, { force: true });
  }
}
