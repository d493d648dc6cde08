import { useEffect, useState } from 'react';
import { FIRST_LANGUAGE, type LanguageCode, languageCodes, languageForms } from '../i18n/language-forms.ts';

const KEPT_AS = 'board-language';

/** The chosen language, which this browser remembers, and how to choose another. */
export function useBoardLanguage() {
  const [language, setLanguage] = useState<LanguageCode>(remembered);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = languageForms[language].direction;
  }, [language]);
  const choose = (code: LanguageCode) => {
    localStorage.setItem(KEPT_AS, code);
    setLanguage(code);
  };
  return { language, choose };
}

function remembered(): LanguageCode {
  return languageCodes.find((code) => code === localStorage.getItem(KEPT_AS)) ?? FIRST_LANGUAGE;
}
