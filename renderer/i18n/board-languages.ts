import type { BoardCatalogue } from './board-catalogue.ts';
import { enBoard } from './en-board.ts';
import type { LanguageCode } from './language-forms.ts';
import { svBoard } from './sv-board.ts';

/** What the board says in each language that central staff work in. */
export const boardLanguages = { sv: svBoard, en: enBoard } as const satisfies Partial<
  Record<LanguageCode, BoardCatalogue>
>;

export type BoardLanguage = keyof typeof boardLanguages;

export const boardLanguageCodes: readonly BoardLanguage[] = ['sv', 'en'];
