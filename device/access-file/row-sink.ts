/** Who takes the rows of a file, one after the other. */
export type RowSink = {
  /** Once, before all rows: the names of the columns. False: it is no header, and no row is wanted. */
  header(line: number, cells: readonly string[]): boolean;
  row(line: number, cells: readonly string[]): void;
};
