/** Sounds that are asked for again and again, in memory: the ones that were asked for last, up to so many bytes. */
export class KeptSounds {
  readonly #mostBytes: number;
  readonly #sounds = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(key: string): Uint8Array | null {
    const sound = this.#sounds.get(key);
    if (sound === undefined) return null;
    // A Map keeps the order in which its keys came.
    this.#sounds.delete(key);
    this.#sounds.set(key, sound);
    return sound;
  }

  keep(key: string, sound: Uint8Array): void {
    this.#drop(key);
    this.#sounds.set(key, sound);
    this.#bytes += sound.length;
    for (const oldest of this.#sounds.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#sounds.get(key)?.length ?? 0;
    this.#sounds.delete(key);
  }
}
