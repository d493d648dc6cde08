import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder } from '../../files/flush-folder.ts';
import type { Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';

/** Why a release was given up. `code`: stable. */
export type GivenUp = { readonly code: string; readonly detail: string };

/**
 * The folder by which settle.sh knows that a release is on trial. It is there from before the controller is stopped until
 * the door is well with the new release, or has the old one again.
 */
export class Trial {
  readonly #releases: string;
  readonly #folder: string;
  readonly #over: string;

  constructor({ releases }: Pick<Places, 'releases'>) {
    this.#releases = releases;
    this.#folder = join(releases, 'trial');
    this.#over = join(releases, 'rolled-back');
  }

  get isOn(): boolean {
    return existsSync(this.#folder);
  }

  begin(trial: { readonly next: string; readonly previous: string; readonly restoresDatabase: boolean }): void {
    this.end();
    this.noted();
    const part = `${this.#folder}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { mode: 0o755 });
    const put = (name: string, content: string) => writeFileSync(join(part, name), content, { flush: true });
    put('new', trial.next);
    put('previous', trial.previous);
    put('starts', '');
    if (trial.restoresDatabase) put('database', '');
    flushFolder(part);
    renameSync(part, this.#folder);
    flushFolder(this.#releases);
  }

  /** From now on settle.sh rolls it back, however often it is cut off. */
  giveUp({ code, detail }: GivenUp): void {
    const content = `${code} ${detail.replaceAll('\n', ' ')}\n`;
    putFile({ path: join(this.#folder, 'give-up'), content, mode: 0o644, owner: null });
  }

  get isGivenUp(): boolean {
    return existsSync(join(this.#folder, 'give-up'));
  }

  /** Whatever becomes of the release, nobody tries it any more. */
  end(): void {
    const over = `${this.#folder}.over`;
    rmSync(over, { recursive: true, force: true });
    if (this.isOn) renameSync(this.#folder, over);
    flushFolder(this.#releases);
    rmSync(over, { recursive: true, force: true });
  }

  /** What settle.sh has rolled back and nobody has taken note of yet; null when there is none. */
  rolledBack(): (GivenUp & { readonly databaseAside: boolean }) | null {
    const file = join(this.#over, 'give-up');
    if (!existsSync(file)) return null;
    const [code = '', ...words] = readFileSync(file, 'utf8').trim().split(' ');
    return { code, detail: words.join(' '), databaseAside: existsSync(join(this.#over, 'database')) };
  }

  /** That it was rolled back is written down elsewhere. */
  noted(): void {
    rmSync(this.#over, { recursive: true, force: true });
  }
}
