/**
 * A figure of a table that adds up. Each row and each column is an equation, by number; a figure stands in two of them,
 * and is thought of as a way from one to the other: one more of it leads from `from` to `to`, one less back. What is
 * changed along a way that ends where it began adds up again.
 */
export type Figure = { readonly value: number; readonly from: number; readonly to: number };

type Step = { readonly figure: number; readonly from: number; readonly to: number };

type Way = { readonly cost: number; readonly figures: readonly number[] };

/** From 1 up to this, a count may tell of somebody. */
const SMALL = 4;

/**
 * The figures, by index, that must not be published so that none of 1–4 can be told. Each of them lies on a cycle that,
 * gone along once, gives another table that nobody can tell from the true one. No figure of a cycle is zero, or becomes
 * so. `equations`: how many; a figure and the totals that it is in must themselves make a cycle.
 */
export function protect(figures: readonly Figure[], equations: number): ReadonlySet<number> {
  const small = figures.flatMap(({ value }, index) => (value > 0 && value <= SMALL ? [index] : []));
  const hidden = new Set(small);
  const safe = new Set<number>();
  const steps = stepsOf(figures, equations);
  // What a figure tells and, among equals, that it is one more.
  const prices = figures.map(({ value }) => value * figures.length + 1);
  const cycleWith = (index: number): readonly number[] => {
    const { value = 0, from = 0, to = 0 } = figures[index] ?? {};
    const priceOf = (figure: number) => {
      if (figure === index) return Number.POSITIVE_INFINITY;
      return hidden.has(figure) ? 0 : (prices[figure] ?? 0);
    };
    const more = cheapest(steps, to, from, priceOf);
    const less = value > 1 && more.cost > 0 ? cheapest(steps, from, to, priceOf) : more;
    return [index, ...(less.cost < more.cost ? less : more).figures];
  };
  for (const index of small) {
    if (safe.has(index)) continue;
    for (const figure of cycleWith(index)) {
      hidden.add(figure);
      safe.add(figure);
    }
  }
  return hidden;
}

/** By the equation that they lead from. */
function stepsOf(figures: readonly Figure[], equations: number): readonly (readonly Step[])[] {
  const steps: Step[][] = Array.from({ length: equations }, () => []);
  figures.forEach(({ value, from, to }, figure) => {
    if (value > 0) steps[from]?.push({ figure, from, to });
    if (value > 1) steps[to]?.push({ figure, from: to, to: from });
  });
  return steps;
}

/** Dijkstra's; among ways of one price the same each time. */
function cheapest(
  steps: readonly (readonly Step[])[],
  start: number,
  end: number,
  priceOf: (figure: number) => number,
): Way {
  const costs = steps.map((_, equation) => (equation === start ? 0 : Number.POSITIVE_INFINITY));
  const last: (Step | undefined)[] = [];
  const open = new Set(costs.keys());
  for (let at = start; at !== end; at = nearest(open, costs)) {
    open.delete(at);
    for (const step of steps[at] ?? []) {
      const cost = (costs[at] ?? 0) + priceOf(step.figure);
      if (cost >= (costs[step.to] ?? 0)) continue;
      costs[step.to] = cost;
      last[step.to] = step;
    }
  }
  const figures: number[] = [];
  for (let step = last[end]; step !== undefined; step = last[step.from]) figures.push(step.figure);
  return { cost: costs[end] ?? 0, figures };
}

function nearest(open: ReadonlySet<number>, costs: readonly number[]): number {
  let found = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const equation of open) {
    const cost = costs[equation] ?? least;
    if (cost >= least) continue;
    [found, least] = [equation, cost];
  }
  if (found === -1) throw new RangeError('a figure and its totals make no cycle');
  return found;
}
