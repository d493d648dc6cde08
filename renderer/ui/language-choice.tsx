import { type LanguageCode, languageForms } from '../i18n/language-forms.ts';

export type LanguageChoiceProps<C extends LanguageCode> = {
  /** The word for language, in the one that is chosen. */
  readonly label: string;
  readonly codes: readonly C[];
  readonly language: C;
  readonly onChoose: (language: C) => void;
};

/** One button for each language, each named in itself. */
export function LanguageChoice<C extends LanguageCode>({ label, codes, language, onChoose }: LanguageChoiceProps<C>) {
  return (
    <fieldset className="languages" aria-label={label}>
      {codes.map((code) => (
        <button
          key={code}
          type="button"
          lang={languageForms[code].tag}
          aria-pressed={code === language}
          onClick={() => onChoose(code)}
        >
          {languageForms[code].autonym}
        </button>
      ))}
    </fieldset>
  );
}
