/** Where a command speaks to whoever started it; lines without their ends. */
export type Terminal = {
  /** What came of it. */
  readonly say: (line: string) => void;
  /** How it goes meanwhile, and why it did not do what was asked. */
  readonly note: (line: string) => void;
};
