import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file that is there as a whole or not at all, for its owner alone (0600). Rejects as writing does, and then
 * nothing of it is left.
 */
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

  write(text: string): Promise<void> {
    return this.#orGone(() => this.#handle.writeFile(text));
  }

  /** In place of what had this name before. */
  finish(): Promise<void> {
    return this.#orGone(async () => {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.#unfinished, this.#path);
    });
  }

  /** What was written is gone, and what had this name before is still there. */
  async giveUp(): Promise<void> {
    // What the disk says of the end of a file that goes is nobody's affair.
    await this.#handle.close().catch(() => {});
    await rm(this.#unfinished, { force: true });
  }

  async #orGone(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      await this.giveUp();
      throw cause;
    }
  }
}
