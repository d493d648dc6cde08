import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { type LanguageCode, type LanguageForm, languageForms } from './language-forms.ts';
import { sv } from './sv.ts';

type Language = LanguageForm & { readonly catalogue: Catalogue };

/** What the kiosk says in each of them. */
export const languages = {
  sv: { ...languageForms.sv, catalogue: sv },
  en: { ...languageForms.en, catalogue: en },
} as const satisfies Record<LanguageCode, Language>;
