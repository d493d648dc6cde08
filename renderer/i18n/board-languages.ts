import type { BoardCatalogue } from './board-catalogue.ts';
import { enBoard } from './en-board.ts';
import type { LanguageCode } from './language-forms.ts';
import { svBoard } from './sv-board.ts';

/** What the board says in each language. */
export const boardLanguages: Readonly<Record<LanguageCode, BoardCatalogue>> = { sv: svBoard, en: enBoard };
