import { useEffect, useState } from 'react';
import { type BoardLanguage, boardLanguageCodes } from '../i18n/board-languages.ts';
import { languageForms } from '../i18n/language-forms.ts';

const KEPT_AS = 'board-language';

/** The chosen language, which this browser remembers, and how to choose another. */
export function useBoardLanguage() {
  const [language, setLanguage] = useState<BoardLanguage>(remembered);
  useEffect(() => {
    document.documentElement.lang = languageForms[language].tag;
    document.documentElement.dir = languageForms[language].direction;
  }, [language]);
  const choose = (code: BoardLanguage) => {
    localStorage.setItem(KEPT_AS, code);
    setLanguage(code);
  };
  return { language, choose };
}

function remembered(): BoardLanguage {
  return boardLanguageCodes.find((code) => code === localStorage.getItem(KEPT_AS)) ?? 'sv';
}
