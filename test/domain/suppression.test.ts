import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Published, suppress, suppressEnds } from '../../device/domain/suppression.ts';

const sum = (values: readonly number[]) => values.reduce((before, value) => before + value, 0);
const rowsOf = <T>(cells: readonly T[], width: number): T[][] =>
  Array.from({ length: cells.length / width }, (_, y) => cells.slice(y * width, (y + 1) * width));
const columnsOf = <T>(cells: readonly T[], width: number): T[][] =>
  Array.from({ length: width }, (_, x) => cells.filter((_cell, index) => index % width === x));

/** How the figures of a kind of table hang together: all of them in a line, cells first, the sum of all last. */
type Kind = {
  /** The totals of these cells. */
  readonly add: (cells: readonly number[]) => number[];
  readonly publish: (cells: readonly number[]) => Published[];
  /** Of each sum, the figures that it is made of, and itself. */
  readonly lines: <T>(figures: readonly T[], cells: number) => T[][];
};

const tableOf = (width: number): Kind => ({
  add: (cells) => [...rowsOf(cells, width).map(sum), ...columnsOf(cells, width).map(sum), sum(cells)],
  publish: (cells) => {
    const { cells: published, rowTotals, columnTotals, total } = suppress(rowsOf(cells, width));
    return [...published.flat(), ...rowTotals, ...columnTotals, total];
  },
  lines: (figures, cells) => {
    const height = cells / width;
    const totals = figures.slice(cells);
    const of = (lines: (typeof figures)[], sums: typeof figures) =>
      lines.map((line, index) => [...line, ...sums.slice(index, index + 1)]);
    const all = totals.slice(-1);
    return [
      ...of(rowsOf(figures.slice(0, cells), width), totals.slice(0, height)),
      ...of(columnsOf(figures.slice(0, cells), width), totals.slice(height)),
      [...totals.slice(0, height), ...all],
      totals.slice(height),
    ];
  },
});

/** `known`: how many of the cells are of visits that a tap ended. */
const endsOf = (known: number): Kind => ({
  add: (cells) => [sum(cells.slice(0, known)), sum(cells.slice(known)), sum(cells)],
  publish: (cells) => {
    const { dwell, untapped, tapped, others, all } = suppressEnds(cells.slice(0, known), cells.slice(known));
    return [...dwell, ...untapped, tapped, others, all];
  },
  lines: (figures, cells) => {
    const sums = figures.slice(cells);
    return [
      [...figures.slice(0, known), ...sums.slice(0, 1)],
      [...figures.slice(known, cells), ...sums.slice(1, 2)],
      sums,
    ];
  },
});

/** As an attacker sees it, who knows that no zero is suppressed: all tables like it that differ by one at most in each cell. */
function lookAlikes(cells: readonly number[], published: readonly Published[], { add }: Kind): number[][] {
  const found: number[][] = [];
  const guess = (guessed: readonly number[]): void => {
    const truth = cells[guessed.length];
    if (truth === undefined) {
      const figures = [...guessed, ...add(guessed)];
      if (figures.every((figure, index) => (published[index] ?? figure) === figure)) found.push(figures);
    } else if (published[guessed.length] === null) {
      for (const value of [truth - 1, truth, truth + 1]) if (value > 0) guess([...guessed, value]);
    } else guess([...guessed, truth]);
  };
  guess([]);
  return found;
}

function expectSafe(cells: readonly number[], kind: Kind): void {
  const published = kind.publish(cells);
  const truth = [...cells, ...kind.add(cells)];
  published.forEach((figure, index) => {
    if (figure !== null) expect([figure, figure === 0 || figure > 4]).toEqual([truth[index], true]);
    else expect(truth[index]).toBeGreaterThan(0);
  });
  for (const line of kind.lines(published, cells.length))
    expect(line.filter((figure) => figure === null)).not.toHaveLength(1);
}

function expectHidden(cells: readonly number[], kind: Kind): void {
  const published = kind.publish(cells);
  const alike = lookAlikes(cells, published, kind);
  published.forEach((figure, index) => {
    if (figure === null) expect(new Set(alike.map((figures) => figures[index])).size).toBeGreaterThan(1);
  });
}

const anyCount = fc.oneof(...[0, 1].map(fc.constant), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 5, max: 40 }));
const anyTable = (mostHigh: number, mostWide: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: mostHigh }), fc.integer({ min: 1, max: mostWide }))
    .chain(([height, width]) =>
      fc
        .array(anyCount, { minLength: height * width, maxLength: height * width })
        .map((cells) => ({ cells, kind: tableOf(width) })),
    );

describe('a table', () => {
  test('without small figures is published as it is, with its totals', () => {
    const rows = [
      [5, 0],
      [7, 12],
    ];
    const [rowTotals, columnTotals] = [
      [5, 19],
      [12, 12],
    ];
    expect(suppress(rows)).toEqual({ cells: rows, rowTotals, columnTotals, total: 24 });
    expect(suppress([[0]])).toEqual({ cells: [[0]], rowTotals: [0], columnTotals: [0], total: 0 });
    expect(suppress([])).toEqual({ cells: [], rowTotals: [], columnTotals: [], total: 0 });
  });

  test('has a small figure suppressed with three others: the three that tell the least', () => {
    const { cells, ...totals } = suppress([
      [3, 20, 9],
      [30, 40, 50],
      [8, 60, 7],
    ]);
    expect(cells).toEqual([
      [null, 20, null],
      [30, 40, 50],
      [null, 60, null],
    ]);
    expect(totals).toEqual({ rowTotals: [32, 120, 75], columnTotals: [41, 120, 66], total: 227 });
  });

  test('has small totals suppressed, and a total with them where no cell would do', () => {
    expect(
      suppress([
        [2, 0],
        [9, 30],
      ]),
    ).toEqual({
      cells: [
        [null, 0],
        [null, 30],
      ],
      rowTotals: [null, null],
      columnTotals: [11, 30],
      total: 41,
    });
    expect(suppress([[1]])).toEqual({ cells: [[null]], rowTotals: [null], columnTotals: [null], total: null });
  });

  test('tells nothing small, and otherwise the truth', () => {
    fc.assert(fc.property(anyTable(8, 8), ({ cells, kind }) => expectSafe(cells, kind)));
  });

  test('leaves two values at least to each suppressed figure', () => {
    fc.assert(
      fc.property(anyTable(3, 3), ({ cells, kind }) => expectHidden(cells, kind)),
      { numRuns: 400 },
    );
  });
});

describe('how visits ended', () => {
  test('has a small figure suppressed with another that it adds up with, and not with any', () => {
    expect(suppressEnds([40, 3, 20, 10], [30, 0])).toEqual({
      ...{ dwell: [40, null, 20, null], untapped: [30, 0] },
      ...{ tapped: 73, others: 30, all: 103 },
    });
  });

  test('has the sums suppressed where one way alone is small', () => {
    expect(suppressEnds([20, 30], [3, 0])).toMatchObject({ untapped: [null, 0], others: null, tapped: 50, all: null });
  });

  test('tells nothing small, and leaves two values at least to each suppressed figure', () => {
    fc.assert(
      fc.property(
        fc.array(anyCount, { minLength: 1, maxLength: 4 }),
        fc.array(anyCount, { minLength: 1, maxLength: 3 }),
        (dwell, untapped) => {
          const kind = endsOf(dwell.length);
          expectSafe([...dwell, ...untapped], kind);
          expectHidden([...dwell, ...untapped], kind);
        },
      ),
      { numRuns: 400 },
    );
  });
});
