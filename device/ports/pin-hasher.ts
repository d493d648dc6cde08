/** Keeps PINs as nobody can read them. Slow on purpose: tens of milliseconds, off the thread that decides. */
export interface PinHasher {
  /** A PHC string. */
  hash(pin: string): Promise<string>;
  /** In constant time; false for a string that is none. */
  verify(pin: string, phc: string): Promise<boolean>;
}
