/** Work of which only the newest is wanted: a newer one ends what is under way. */
export class NewestAlone {
  #current: { drop(): void } | null = null;

  /** What is under way is dropped before `begin` is called. */
  begin<T extends { drop(): void }>(begin: () => T): T {
    this.drop();
    const begun = begin();
    this.#current = begun;
    return begun;
  }

  drop(): void {
    this.#current?.drop();
  }
}
