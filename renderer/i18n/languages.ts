import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { sv } from './sv.ts';

type Language = {
  /** The language's name in itself. */
  readonly autonym: string;
  /** BCP 47, with the country whose way of writing times and dates is used. */
  readonly format: string;
  readonly direction: 'ltr' | 'rtl';
  readonly catalogue: Catalogue;
};

/** The languages to choose from, in the order of their buttons. */
export const languages = {
  sv: { autonym: 'Svenska', format: 'sv-SE', direction: 'ltr', catalogue: sv },
  en: { autonym: 'English', format: 'en-GB', direction: 'ltr', catalogue: en },
} as const satisfies Record<string, Language>;

export type LanguageCode = keyof typeof languages;

/** What the screen speaks until somebody chooses otherwise. */
export const FIRST_LANGUAGE: LanguageCode = 'sv';

export const languageCodes: readonly LanguageCode[] = ['sv', 'en'];
