import { createIntl, type IntlShape } from 'react-intl';
import type { LanguageCode } from './language-forms.ts';
import { languages } from './languages.ts';

/** Texts, figures and times of a language, whichever one the screen speaks. */
export function intlOf(code: LanguageCode): IntlShape {
  const { format, catalogue } = languages[code];
  return createIntl({ locale: format, messages: catalogue });
}
