import type { BoardSnapshot } from '../../../device/contract/feed/board.ts';
import { officeName } from '../../../device/contract/feed/topics.ts';
import { type News, newsBetween, type Offices } from './news.ts';

export type Board = Pick<BoardSnapshot, 'atMs' | 'dayMs' | 'link'> & { readonly offices: Offices };

/** What is read out, with a number of its own, counted up. */
export type NumberedNews = News & { readonly number: number };

export type BoardState = {
  /** `stale`: nothing was heard for so long that what is shown may be wrong. */
  readonly feed: 'starting' | 'live' | 'stale' | 'session-required';
  /** Null until the first snapshot. */
  readonly board: Board | null;
  /** The newest last. */
  readonly news: readonly NumberedNews[];
};

export type BoardEvent =
  | { readonly type: 'whole' | 'changes'; readonly snapshot: BoardSnapshot }
  | { readonly type: 'silent' }
  | { readonly type: 'session-required' };

export const FIRST_STATE: BoardState = { feed: 'starting', board: null, news: [] };

/** More than that nobody listens to; the newest are kept. */
const MOST_NEWS = 5;

export function reduce(state: BoardState, event: BoardEvent): BoardState {
  switch (event.type) {
    case 'silent':
      // Why nothing comes is known already.
      return state.feed === 'session-required' ? state : { ...state, feed: 'stale' };
    case 'session-required':
      return { ...state, feed: 'session-required' };
    case 'whole':
      return withBoard(state, boardOf(event.snapshot, new Map()));
    case 'changes':
      return withBoard(state, boardOf(event.snapshot, state.board?.offices ?? new Map()));
  }
}

function boardOf({ atMs, dayMs, link, offices }: BoardSnapshot, known: Offices): Board {
  const all = new Map(known);
  for (const office of offices) all.set(officeName(office), office);
  return { atMs, dayMs, link, offices: all };
}

function withBoard(state: BoardState, board: Board): BoardState {
  const number = (state.news.at(-1)?.number ?? 0) + 1;
  const begun = newsBetween(state.board?.offices ?? new Map(), board.offices);
  const news = [...state.news, ...begun.map((one, index) => ({ ...one, number: number + index }))].slice(-MOST_NEWS);
  return { feed: 'live', board, news: begun.length === 0 ? state.news : news };
}
