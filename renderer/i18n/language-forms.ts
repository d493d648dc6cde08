export type LanguageForm = {
  /** The language's name in itself. */
  readonly autonym: string;
  /** BCP 47, with the country whose way of writing times and dates is used. */
  readonly format: string;
  readonly direction: 'ltr' | 'rtl';
};

/** The languages to choose from, in the order of their buttons. */
export const languageForms = {
  sv: { autonym: 'Svenska', format: 'sv-SE', direction: 'ltr' },
  en: { autonym: 'English', format: 'en-GB', direction: 'ltr' },
} as const satisfies Record<string, LanguageForm>;

export type LanguageCode = keyof typeof languageForms;

/** What a page speaks until somebody chooses otherwise. */
export const FIRST_LANGUAGE: LanguageCode = 'sv';

export const languageCodes: readonly LanguageCode[] = ['sv', 'en'];
