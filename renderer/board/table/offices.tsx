import { useDeferredValue, useMemo } from 'react';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { useBoardText } from '../../i18n/use-board-text.ts';
import type { Board } from '../rules/board-state.ts';
import { inOrder } from '../rules/order.ts';
import { finderOf, fits } from '../rules/shown.ts';
import { FIRST_VIEW, type View } from '../rules/view.ts';
import type { ChangeView } from '../use-view.ts';
import { OfficesTable } from './offices-table.tsx';
import { Tools } from './tools.tsx';

type Props = { readonly board: Board; readonly view: View; readonly change: ChangeView };

/** Every office in the order and choice of the view. */
export function Offices({ board: { offices, dayMs }, view, change }: Props) {
  const { text } = useBoardText();
  const { sort, filter } = view;
  // What is typed comes before what is found.
  const search = useDeferredValue(view.search);
  const ordered = useMemo(() => inOrder(offices.values(), sort), [offices, sort]);
  const shown = useMemo(() => {
    const finds = finderOf(search);
    return new Set(ordered.filter((office) => finds(office) && fits(office, filter)).map(officeName));
  }, [ordered, search, filter]);
  return (
    <>
      <Tools view={view} change={change} offices={offices} shown={shown.size} />
      {shown.size === 0 ? (
        <div className="none">
          <p>{text(offices.size === 0 ? 'board.none-heard' : 'board.none-shown')}</p>
          {offices.size > 0 && (
            <button
              type="button"
              className="button"
              onClick={() => change({ search: FIRST_VIEW.search, filter: FIRST_VIEW.filter })}
            >
              {text('board.show-all')}
            </button>
          )}
        </div>
      ) : (
        <OfficesTable ordered={ordered} shown={shown} dayMs={dayMs} sort={sort} change={change} />
      )}
    </>
  );
}
