/** The holders of a file, by number from 1. What they are called in the column `holder` is not kept beyond the file. */
export class Holders {
  readonly #known = new Map<string, { readonly number: number; readonly label: string | null }>();
  #last = 0;

  /**
   * Of a row: the same name, the same holder; a label without a name is somebody by themselves; null for a row with
   * neither. `differs`: the same holder was called something else before.
   */
  of(name: string, label: string | null): number | null | 'differs' {
    if (name === '') return label === null ? null : ++this.#last;
    const known = this.#known.get(name);
    if (known !== undefined) return known.label === label ? known.number : 'differs';
    this.#known.set(name, { number: ++this.#last, label });
    return this.#last;
  }
}
