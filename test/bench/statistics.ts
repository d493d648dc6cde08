export type Spread = { readonly p50: number; readonly p99: number };

/** Nearest-rank percentiles. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
  return { p50: rank(0.5), p99: rank(0.99) };
}

/** Median of several runs, each measure by itself. */
export function medianRun(runs: readonly Spread[]): Spread {
  return { p50: spreadOf(runs.map(({ p50 }) => p50)).p50, p99: spreadOf(runs.map(({ p99 }) => p99)).p50 };
}

/** One line of the table. `target` holds against `value`; `floor` is what the same run measured of the bare thing. */
export type Row = {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly floor?: number;
  readonly target?: number;
};

export function tableOf(rows: readonly Row[]): string {
  const number = (value: number | undefined) =>
    value === undefined ? '' : value >= 100 ? value.toFixed(0) : value.toFixed(3);
  const cells = rows.map(({ what, unit, value, floor, target }) => [
    what,
    `${number(value)} ${unit}`,
    floor === undefined ? '' : `${number(floor)} ${unit}`,
    floor === undefined ? '' : `${(value / floor).toFixed(1)}×`,
    target === undefined ? '' : `≤ ${number(target)} ${unit}`,
    target === undefined ? '' : value <= target ? 'met' : 'MISSED',
  ]);
  const head = ['measure', 'value', 'floor', 'ratio', 'target', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((line) => (line[column] ?? '').length)));
  const lineOf = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...cells.map(lineOf)].join('\n');
}
