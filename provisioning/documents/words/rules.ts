import type { Config } from '../../../device/contract/config.ts';
import { type ModeRules, OfficeMode, type Policy } from '../../../device/contract/policy.ts';
import { plain } from '../markdown.ts';

const modeNames: Readonly<Record<OfficeMode, string>> = {
  staffed: 'bemannat',
  'self-hosted': 'värdskött',
  unattended: 'obemannat',
  closed: 'stängt',
};

/** In which of the modes that the office is ever in this is so, in words: `bemannat och obemannat`; null when in none. */
function modesWhere(policy: Policy, isSo: (rules: ModeRules) => boolean): string | null {
  const used = new Set<OfficeMode>(['closed', ...[...policy.slots, ...policy.exceptions].map(({ mode }) => mode)]);
  const names = OfficeMode.options
    .filter((mode) => used.has(mode) && isSo(policy.modes[mode]))
    .map((mode) => modeNames[mode]);
  return names.length === 0 ? null : new Intl.ListFormat('sv').format(names);
}

/** What the rooms inside are called that have a door with a reader of their own. */
export function roomsOf({ areas, doors }: Config): readonly string[] {
  return areas.filter(({ id }) => doors.some(({ area }) => area === id)).map(({ name }) => plain(name));
}

/** When the library is asked about a card; null for never. */
export function libraryAskedIn({ library, policy }: Config): string | null {
  return library.system === 'none' ? null : modesWhere(policy, ({ who }) => who === 'library');
}

/** When a card wants its PIN; null for never. */
export function pinAskedIn({ policy }: Config): string | null {
  return modesWhere(policy, ({ pin, assurance }) => pin || assurance === 2);
}
