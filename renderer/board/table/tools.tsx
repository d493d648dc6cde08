import { useId } from 'react';
import { useBoardText } from '../../i18n/use-board-text.ts';
import { Segments } from '../../ui/segments.tsx';
import type { Offices } from '../rules/news.ts';
import { fits } from '../rules/shown.ts';
import { COLUMNS, FILTERS, type Filter, sortAsked, type View } from '../rules/view.ts';
import type { ChangeView } from '../use-view.ts';

type Props = {
  readonly view: View;
  readonly change: ChangeView;
  readonly offices: Offices;
  /** How many the view lets through. */
  readonly shown: number;
};

/** Search and filters; on a narrow screen, where the table has no head, the order too. */
export function Tools({ view, change, offices, shown }: Props) {
  const { text, figure } = useBoardText();
  const id = useId();
  const count = (filter: Filter) => figure([...offices.values()].filter((office) => fits(office, filter)).length);
  return (
    <div className="tools">
      <div className="tool search">
        <label htmlFor={id}>{text('board.search')}</label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          spellCheck={false}
          value={view.search}
          onChange={({ target }) => change({ search: target.value })}
        />
      </div>
      <Segments
        label={text('board.filter')}
        options={FILTERS.map((value) => ({ value, name: `${text(`board.filter.${value}`)} ${count(value)}` }))}
        chosen={view.filter}
        onChoose={(filter) => change({ filter })}
      />
      <SortChoice view={view} change={change} />
      {/* Read out as an answer to a search, and not at each change of an office. */}
      <p className="shown" aria-live={view.search === '' ? 'off' : 'polite'}>
        {text('board.shown', { shown, offices: figure(offices.size) })}
      </p>
    </div>
  );
}

function SortChoice({ view: { sort }, change }: Pick<Props, 'view' | 'change'>) {
  const { text } = useBoardText();
  const id = useId();
  const chosen = (value: string) => COLUMNS.find((column) => column === value) ?? sort.column;
  return (
    <div className="tool sort-choice">
      <label htmlFor={id}>{text('board.sort')}</label>
      <div className="row">
        <select
          id={id}
          value={sort.column}
          onChange={({ target }) => change({ sort: sortAsked(sort, chosen(target.value)) })}
        >
          {COLUMNS.map((column) => (
            <option key={column} value={column}>
              {text(`board.column.${column}`)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="button"
          aria-label={text('board.sort.turn')}
          onClick={() => change({ sort: sortAsked(sort, sort.column) })}
        >
          <span className={`arrow ${sort.direction}`} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
