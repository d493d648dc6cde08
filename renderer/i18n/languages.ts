import ar from './ar.json' with { type: 'json' };
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import fi from './fi.json' with { type: 'json' };
import { type LanguageCode, type LanguageForm, languageForms } from './language-forms.ts';
import { sv } from './sv.ts';
import svLatt from './sv-latt.json' with { type: 'json' };

type Language = LanguageForm & { readonly catalogue: Catalogue };

/**
 * What the kiosk says in each of them. Another language is a file beside these, with every key of sv.ts, and its line
 * here and in language-forms.ts; a message that it lacks does not compile.
 */
export const languages = {
  sv: { ...languageForms.sv, catalogue: sv },
  'sv-latt': { ...languageForms['sv-latt'], catalogue: svLatt },
  en: { ...languageForms.en, catalogue: en },
  fi: { ...languageForms.fi, catalogue: fi },
  ar: { ...languageForms.ar, catalogue: ar },
} as const satisfies Record<LanguageCode, Language>;
