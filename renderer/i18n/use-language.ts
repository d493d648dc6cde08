import { useCallback, useEffect, useRef, useState } from 'react';
import { type LanguageCode, languageForms } from './language-forms.ts';

const UNTOUCHED_MS = 30_000;
/** Between two screens of the same visitor the idle one may be there for a moment. */
const GONE_AFTER_MS = 1_500;

type Stay = {
  readonly first: LanguageCode;
  readonly held: boolean;
  readonly atTheDoor: boolean;
  readonly free: boolean;
};

/**
 * The chosen language, and how to choose. Whoever comes next is greeted in the `first` one: it returns after 30 s
 * without a touch, unless `held`, and soon after the screen is `free` again of a visitor who was `atTheDoor`.
 */
export function useLanguage({ first, held, atTheDoor, free }: Stay) {
  const [language, setLanguage] = useState<LanguageCode>(first);
  const wasAtTheDoor = useRef(false);
  const choose = useCallback((code: LanguageCode) => {
    wasAtTheDoor.current = false;
    setLanguage(code);
  }, []);

  useEffect(() => {
    document.documentElement.lang = languageForms[language].tag;
    document.documentElement.dir = languageForms[language].direction;
  }, [language]);

  useEffect(() => {
    if (atTheDoor) wasAtTheDoor.current = true;
    if (!free || !wasAtTheDoor.current) return;
    const timer = setTimeout(() => choose(first), GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [first, atTheDoor, free, choose]);

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
  }, [first, language, held, choose]);

  return { language, choose };
}
