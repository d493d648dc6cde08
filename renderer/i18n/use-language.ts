import { useEffect, useState } from 'react';
import { FIRST_LANGUAGE, type LanguageCode, languageForms } from './language-forms.ts';

const UNTOUCHED_MS = 30_000;

/**
 * The chosen language, and how to choose. Whoever comes next is greeted in the first one: it returns after 30 s
 * without a touch, unless `held`, and once a visitor has no more to do `atTheDoor`.
 */
export function useLanguage({ held, atTheDoor }: { held: boolean; atTheDoor: boolean }) {
  const [language, choose] = useState<LanguageCode>(FIRST_LANGUAGE);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = languageForms[language].direction;
  }, [language]);

  useEffect(() => {
    if (atTheDoor) return () => choose(FIRST_LANGUAGE);
  }, [atTheDoor]);

  useEffect(() => {
    if (language === FIRST_LANGUAGE || held) return;
    const reset = () => choose(FIRST_LANGUAGE);
    let timer = setTimeout(reset, UNTOUCHED_MS);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(reset, UNTOUCHED_MS);
    };
    addEventListener('pointerdown', touched);
    addEventListener('keydown', touched);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerdown', touched);
      removeEventListener('keydown', touched);
    };
  }, [language, held]);

  return { language, choose };
}
