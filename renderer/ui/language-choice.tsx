import { type LanguageCode, languageCodes, languages } from '../i18n/languages.ts';
import { useText } from '../i18n/use-text.ts';

type Props = { readonly language: LanguageCode; readonly onChoose: (language: LanguageCode) => void };

/** One button for each language, each named in itself. */
export function LanguageChoice({ language, onChoose }: Props) {
  const text = useText();
  return (
    <fieldset className="languages" aria-label={text('language.label')}>
      {languageCodes.map((code) => (
        <button key={code} type="button" lang={code} aria-pressed={code === language} onClick={() => onChoose(code)}>
          {languages[code].autonym}
        </button>
      ))}
    </fieldset>
  );
}
