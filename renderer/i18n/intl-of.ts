import { createIntl, type IntlShape } from 'react-intl';
import type { Catalogues } from './catalogues.ts';
import { type LanguageCode, languageForms } from './language-forms.ts';

/** Texts, figures and times of a language, whichever one the screen speaks; null while its texts are on their way. */
export function intlOf(catalogues: Catalogues, code: LanguageCode): IntlShape | null {
  const messages = catalogues[code];
  return messages === undefined ? null : createIntl({ locale: languageForms[code].format, messages });
}
