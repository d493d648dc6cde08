import { useCallback, useEffect, useState } from 'react';
import { useVisitorGone } from '../live/use-visitor-gone.ts';
import { type LanguageCode, languageForms } from './language-forms.ts';

type Stay = {
  readonly first: LanguageCode;
  readonly held: boolean;
  readonly atTheDoor: boolean;
  readonly free: boolean;
};

/**
 * The chosen language, whether the visitor wants to hear the screens, and how to choose. Whoever comes next is greeted
 * in the `first` one and in silence: they return after 30 s without a touch, unless `held`, and soon after the screen
 * is `free` again of a visitor who was `atTheDoor`.
 */
export function useLanguage({ first, held, atTheDoor, free }: Stay) {
  const [language, setLanguage] = useState<LanguageCode>(first);
  const [listening, listen] = useState(false);

  useEffect(() => {
    document.documentElement.lang = languageForms[language].tag;
    document.documentElement.dir = languageForms[language].direction;
  }, [language]);

  const greetNext = useCallback(() => {
    setLanguage(first);
    listen(false);
  }, [first]);
  const chosen = language !== first || listening;
  const someoneCame = useVisitorGone({ chosen, held, atTheDoor, free }, greetNext);
  const choose = useCallback(
    (code: LanguageCode) => {
      someoneCame();
      setLanguage(code);
    },
    [someoneCame],
  );

  return { language, choose, listening, listen };
}
