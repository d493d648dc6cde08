/** Negative where `a` comes before `b`, 0 where they are the same: the precedence of semver.org §11. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  const ofCore = compareLists(left.core, right.core);
  if (ofCore !== 0) return ofCore;
  // What comes before a release is named with a hyphen behind it.
  if (left.before.length === 0 || right.before.length === 0) return right.before.length - left.before.length;
  return compareLists(left.before, right.before);
}

function parts(version: string): { readonly core: readonly string[]; readonly before: readonly string[] } {
  const hyphen = version.indexOf('-');
  const core = hyphen === -1 ? version : version.slice(0, hyphen);
  return { core: core.split('.'), before: hyphen === -1 ? [] : version.slice(hyphen + 1).split('.') };
}

/** One after the other; where all are the same, the longer list is the later one. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const order = compareIdentifiers(left, right);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers by their value and before words; words by their ASCII. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && otherIsNumber) return Number(a) - Number(b);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
