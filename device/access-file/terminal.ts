/** Where the command speaks to whoever started it. */
export type Terminal = {
  /** What came of it; a line without its end. */
  readonly say: (line: string) => void;
  /** How it goes meanwhile. */
  readonly note: (line: string) => void;
  /** Where bars are drawn; null where nobody watches. */
  readonly screen: NodeJS.WritableStream | null;
};
