import type { svBoard } from './sv-board.ts';

export type BoardMessageId = keyof typeof svBoard;

/** Every text of the board in one language. */
export type BoardCatalogue = Readonly<Record<BoardMessageId, string>>;
