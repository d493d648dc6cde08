import { useEffect, useState } from 'react';
import { type LanguageCode, languageForms } from './language-forms.ts';

const UNTOUCHED_MS = 30_000;

/**
 * The chosen language, and how to choose. Whoever comes next is greeted in the `first` one: it returns after 30 s
 * without a touch, unless `held`, and once a visitor has no more to do `atTheDoor`.
 */
export function useLanguage({ first, held, atTheDoor }: { first: LanguageCode; held: boolean; atTheDoor: boolean }) {
  const [language, choose] = useState<LanguageCode>(first);

  useEffect(() => {
    document.documentElement.lang = languageForms[language].tag;
    document.documentElement.dir = languageForms[language].direction;
  }, [language]);

  useEffect(() => {
    if (atTheDoor) return () => choose(first);
  }, [first, atTheDoor]);

  useEffect(() => {
    if (language === first || held) return;
    const reset = () => choose(first);
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
  }, [first, language, held]);

  return { language, choose };
}
