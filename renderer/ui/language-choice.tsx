import { type LanguageCode, languageCodes, languageForms } from '../i18n/language-forms.ts';

type Props = {
  /** The word for language, in the one that is chosen. */
  readonly label: string;
  readonly language: LanguageCode;
  readonly onChoose: (language: LanguageCode) => void;
};

/** One button for each language, each named in itself. */
export function LanguageChoice({ label, language, onChoose }: Props) {
  return (
    <fieldset className="languages" aria-label={label}>
      {languageCodes.map((code) => (
        <button key={code} type="button" lang={code} aria-pressed={code === language} onClick={() => onChoose(code)}>
          {languageForms[code].autonym}
        </button>
      ))}
    </fieldset>
  );
}
