export type LanguageForm = {
  /** The language's name in itself. */
  readonly autonym: string;
  /** BCP 47, for whoever reads the page aloud. */
  readonly tag: string;
  /** BCP 47, with the country whose way of writing times and dates is used. */
  readonly format: string;
  readonly direction: 'ltr' | 'rtl';
};

/** The languages to choose from, in the order of their buttons. */
export const languageForms = {
  sv: { autonym: 'Svenska', tag: 'sv', format: 'sv-SE', direction: 'ltr' },
  'sv-latt': { autonym: 'Lätt svenska', tag: 'sv-x-latt', format: 'sv-SE', direction: 'ltr' },
  en: { autonym: 'English', tag: 'en', format: 'en-GB', direction: 'ltr' },
  fi: { autonym: 'Suomi', tag: 'fi', format: 'fi-FI', direction: 'ltr' },
  // Digits, hours and days as they stand on signs here.
  ar: { autonym: 'العربية', tag: 'ar', format: 'ar-u-ca-gregory-hc-h23-nu-latn', direction: 'rtl' },
} as const satisfies Record<string, LanguageForm>;

export type LanguageCode = keyof typeof languageForms;

/** What a page speaks until somebody chooses otherwise. */
export const FIRST_LANGUAGE: LanguageCode = 'sv';

export const languageCodes: readonly LanguageCode[] = ['sv', 'sv-latt', 'en', 'fi', 'ar'];
