import { useCallback } from 'react';
import type { OfficeRow } from '../../../device/contract/feed/board.ts';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { needsOf } from '../rules/needs.ts';
import { COLUMNS, type Sort, sortAsked } from '../rules/view.ts';
import type { ChangeView } from '../use-view.ts';
import { OfficeCells } from './office-cells.tsx';
import { tableRoles } from './table-roles.ts';

type Props = {
  readonly ordered: readonly OfficeRow[];
  /** By `operator/office`. The others stay in the page, hidden: to show them again costs nothing then. */
  readonly shown: ReadonlySet<string>;
  readonly dayMs: number;
  readonly sort: Sort;
  readonly change: ChangeView;
};

/** One row for each office. Only those rows are drawn anew whose office has changed. */
export function OfficesTable({ ordered, shown, dayMs, sort, change }: Props) {
  const { text } = useBoardText();
  const open = useCallback((office: string) => change({ office }), [change]);
  return (
    <table className="offices" {...tableRoles.table}>
      <caption className="heard-only">{text('board.title')}</caption>
      <thead {...tableRoles.group}>
        <tr {...tableRoles.row}>
          {COLUMNS.map((column) => (
            <th
              key={column}
              scope="col"
              {...tableRoles.columnHeader}
              {...(sort.column === column && { 'aria-sort': sort.direction })}
            >
              <button type="button" onClick={() => change({ sort: sortAsked(sort, column) })}>
                {text(`board.column.${column}`)}
                {sort.column === column && <span className={`arrow ${sort.direction}`} aria-hidden="true" />}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...tableRoles.group}>
        {ordered.map((office) => {
          const name = officeName(office);
          return (
            <tr key={name} className={rowClass(office)} hidden={!shown.has(name)} {...tableRoles.row}>
              <OfficeCells office={office} dayMs={dayMs} onOpen={open} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function rowClass(office: OfficeRow): string {
  const [first] = needsOf(office);
  if (first === 'evacuation' || first === 'offline') return first;
  return '';
}
