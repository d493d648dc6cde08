import type { ReactNode } from 'react';
import { useBoardText } from '../../i18n/use-board-text.ts';
import type { Board } from '../rules/board-state.ts';
import { totalsOf } from '../rules/totals.ts';
import { TotalsList } from './totals-list.tsx';

type Props = { readonly board: Board | null; readonly choice: ReactNode };

/** What the page is, how the collector is, and the sums of all offices. */
export function BoardHead({ board, choice }: Props) {
  const { text, moment } = useBoardText();
  return (
    <header className="board-head">
      <div className="board-title">
        <h1>{text('board.title')}</h1>
        {board && board.link.state !== 'lost' && (
          <p className="link">
            <span className={`lamp ${board.link.state}`} aria-hidden="true" />
            {text(`board.link.${board.link.state}`, { since: moment(board.link.sinceMs, board.dayMs) })}
          </p>
        )}
      </div>
      <div className="board-actions">
        {choice}
        <a className="button" href="/board/offices.csv" download>
          {text('board.csv')}
        </a>
      </div>
      {board && <TotalsList totals={totalsOf(board.offices.values())} />}
    </header>
  );
}
