import type { OfficeRow } from '../../../device/contract/feed/board.ts';

/** What is read out when it begins. `offices`: `operator/office`, in the order in which they were told. */
export type News = { readonly kind: 'evacuation' | 'offline'; readonly offices: readonly string[] };

/** By `operator/office`. A row that has not changed is the same object as before. */
export type Offices = ReadonlyMap<string, OfficeRow>;

/** What has begun between two moments, fire first. What an office begins with is how it is, and no news of it. */
export function newsBetween(before: Offices, after: Offices): readonly News[] {
  const begun = (test: (office: OfficeRow) => boolean) =>
    [...after].flatMap(([name, office]) => {
      const known = before.get(name);
      return known !== undefined && known !== office && test(office) && !test(known) ? [name] : [];
    });
  const all: readonly News[] = [
    { kind: 'evacuation', offices: begun(({ evacuation }) => evacuation) },
    { kind: 'offline', offices: begun(({ online }) => online === false) },
  ];
  return all.filter(({ offices }) => offices.length > 0);
}
