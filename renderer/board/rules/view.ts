/** What the table can be put in the order of. */
export const COLUMNS = [
  'office',
  'needs',
  'contact',
  'inside',
  'band',
  'today',
  'doors',
  'parts',
  'log',
  'heard',
] as const;
export type Column = (typeof COLUMNS)[number];

export const FILTERS = ['all', 'needs', 'offline', 'nearly-full'] as const;
export type Filter = (typeof FILTERS)[number];

export type Sort = { readonly column: Column; readonly direction: 'ascending' | 'descending' };

/** How one of the staff looks at the board. */
export type View = {
  readonly sort: Sort;
  readonly filter: Filter;
  readonly search: string;
  /** `operator/office` whose details are open. */
  readonly office: string | null;
};

export const FIRST_VIEW: View = {
  sort: { column: 'needs', direction: 'descending' },
  filter: 'all',
  search: '',
  office: null,
};

/** Names are read from A on; of everything else the most of it comes first. */
function firstDirection(column: Column): Sort['direction'] {
  return column === 'office' ? 'ascending' : 'descending';
}

/** A column that is asked for a second time is turned round. */
export function sortAsked(sort: Sort, column: Column): Sort {
  if (sort.column !== column) return { column, direction: firstDirection(column) };
  return { column, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** What a view's bookmark says after the #: only what differs from the first view. */
export function writeView({ sort, filter, search, office }: View): string {
  const said = new URLSearchParams();
  if (sort.column !== FIRST_VIEW.sort.column || sort.direction !== FIRST_VIEW.sort.direction)
    said.set('sort', `${sort.column}.${sort.direction}`);
  if (filter !== FIRST_VIEW.filter) said.set('show', filter);
  if (search.trim() !== '') said.set('search', search.trim());
  if (office !== null) said.set('office', office);
  return said.toString();
}

/** The view of a bookmark; whatever cannot be read in it is as in the first view. */
export function readView(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const [wantedColumn, wantedDirection] = (said.get('sort') ?? '').split('.');
  const column = COLUMNS.find((name) => name === wantedColumn);
  const direction = wantedDirection === 'ascending' ? 'ascending' : 'descending';
  return {
    sort: column === undefined ? FIRST_VIEW.sort : { column, direction },
    filter: FILTERS.find((name) => name === said.get('show')) ?? FIRST_VIEW.filter,
    search: said.get('search') ?? '',
    office: said.get('office'),
  };
}
