import { type Figure, protect } from './suppression-cycles.ts';

/** A figure as it is published; null where it is suppressed. */
export type Published = number | null;

export type PublishedTable = {
  readonly cells: readonly (readonly Published[])[];
  readonly rowTotals: readonly Published[];
  readonly columnTotals: readonly Published[];
  readonly total: Published;
};

/**
 * A two-way table of counts, fit to leave the office. `rows`: of equal length; whole numbers from 0.
 *
 * Every figure of 1–4, totals too, is suppressed, and with it as many others as it takes that none of them follows from
 * what is published: each suppressed figure can have at least one other value in a table of whole numbers with the same
 * published figures, even to one who knows that zero is never suppressed. What is suppressed besides is for each figure
 * in turn the cheapest, by the sum of what it tells; the same table always comes out the same. The least for the whole
 * table together is too hard to find (Kelly, Golden & Assad, Networks 22 (1992) 397–417).
 *
 * What it does not do: hold two tables against each other, so that tables that overlap (a day, and the same day but an
 * hour) or repeat (yesterday's, amended) can be subtracted; keep a figure from being told nearly, for the other value
 * may be the next one; withstand one who knows a part of it, such as the only person who was there; or one who reckons
 * from this very rule which figures needed no suppression. A zero tells that nobody was there.
 */
export function suppress(rows: readonly (readonly number[])[]): PublishedTable {
  const height = rows.length;
  const width = rows[0]?.length ?? 0;
  const rowTotals = rows.map(sum);
  const columnTotals = Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0)));
  const table = [...rows.map((row, index) => [...row, rowTotals[index] ?? 0]), [...columnTotals, sum(rowTotals)]];
  const figures = table.flatMap((row, y) =>
    row.map((value, x): Figure => {
      const [ofRow, ofColumn] = [y, height + 1 + x];
      // A total stands on the other side of the equation that its row, or its column, is.
      const asItem = y < height === x < width;
      return asItem ? { value, from: ofRow, to: ofColumn } : { value, from: ofColumn, to: ofRow };
    }),
  );
  const hidden = protect(figures, height + width + 2);
  const published = table.map((row, y) => row.map((value, x) => (hidden.has(y * (width + 1) + x) ? null : value)));
  return {
    cells: published.slice(0, height).map((row) => row.slice(0, width)),
    rowTotals: published.slice(0, height).map((row) => row[width] ?? null),
    columnTotals: published[height]?.slice(0, width) ?? [],
    total: published[height]?.[width] ?? null,
  };
}

/** How visits ended, as it is published; the sums too. */
export type PublishedEnds = {
  readonly dwell: readonly Published[];
  readonly untapped: readonly Published[];
  readonly tapped: Published;
  readonly others: Published;
  readonly all: Published;
};

/**
 * The same for how visits ended: by a tap, by how long they had lasted (`dwell`), or in another way (`untapped`). The sum
 * of the one is how many tapped out, of the other how many did not; both together are all, and on most days as many as
 * came in.
 */
export function suppressEnds(dwell: readonly number[], untapped: readonly number[]): PublishedEnds {
  const [tapped, others] = [sum(dwell), sum(untapped)];
  const figures: readonly Figure[] = [
    ...dwell.map((value): Figure => ({ value, from: 0, to: 1 })),
    ...untapped.map((value): Figure => ({ value, from: 0, to: 2 })),
    { value: tapped, from: 1, to: 3 },
    { value: others, from: 2, to: 3 },
    { value: tapped + others, from: 3, to: 0 },
  ];
  const hidden = protect(figures, 4);
  const published = figures.map(({ value }, index) => (hidden.has(index) ? null : value));
  const sums = dwell.length + untapped.length;
  return {
    dwell: published.slice(0, dwell.length),
    untapped: published.slice(dwell.length, sums),
    tapped: published[sums] ?? null,
    others: published[sums + 1] ?? null,
    all: published[sums + 2] ?? null,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((before, value) => before + value, 0);
}
