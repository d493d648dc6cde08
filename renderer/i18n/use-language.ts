import { useEffect, useState } from 'react';
import { FIRST_LANGUAGE, type LanguageCode, languages } from './languages.ts';

const UNTOUCHED_MS = 30_000;

/**
 * The chosen language, and how to choose. Whoever comes next is greeted in the first one: it returns after 30 s
 * without a touch, unless `held`, and once a visitor's outcome is no longer shown.
 */
export function useLanguage({ held, outcomeShown }: { held: boolean; outcomeShown: boolean }) {
  const [language, choose] = useState<LanguageCode>(FIRST_LANGUAGE);

  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = languages[language].direction;
  }, [language]);

  useEffect(() => {
    if (outcomeShown) return () => choose(FIRST_LANGUAGE);
  }, [outcomeShown]);

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
