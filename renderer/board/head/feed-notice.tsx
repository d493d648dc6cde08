import { type BoardWords, useBoardText } from '../../i18n/use-board-text.ts';
import type { BoardState } from '../rules/board-state.ts';

/** Says plainly when what is shown may not be so any longer. Always in the page, so that it is heard when it does. */
export function FeedNotice({ state }: { readonly state: BoardState }) {
  const said = noticeOf(state, useBoardText());
  return (
    <div role="status" className="feed-notice">
      {said !== null && (
        <p>
          <span className="lamp faulted" aria-hidden="true" />
          {said}
        </p>
      )}
    </div>
  );
}

function noticeOf({ feed, board }: BoardState, { text, moment, exactly }: BoardWords): string | null {
  if (feed === 'session-required') return text('board.session-required');
  if (feed === 'stale')
    return board === null ? text('board.stale.never') : text('board.stale', { at: exactly(board.atMs) });
  if (board?.link.state !== 'lost') return null;
  const { sinceMs, code } = board.link;
  return text('board.link.lost', {
    since: moment(sinceMs, board.dayMs),
    code: code ?? text('board.link.code-unknown'),
  });
}
