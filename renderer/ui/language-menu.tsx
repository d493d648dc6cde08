import { useState } from 'react';
import { type LanguageCode, languageForms } from '../i18n/language-forms.ts';
import { Dialog } from './dialog.tsx';
import { LanguageChoice, type LanguageChoiceProps } from './language-choice.tsx';

/** The choice of language where there is no room for all of their names. */
export function LanguageMenu<C extends LanguageCode>({ label, codes, language, onChoose }: LanguageChoiceProps<C>) {
  const [open, setOpen] = useState(false);
  const { autonym, tag } = languageForms[language];
  const choose = (code: C) => {
    setOpen(false);
    onChoose(code);
  };
  return (
    <>
      <button
        type="button"
        className="button quiet"
        lang={tag}
        aria-haspopup="dialog"
        aria-label={`${label}: ${autonym}`}
        onClick={() => setOpen(true)}
      >
        {autonym}
      </button>
      {open && (
        <Dialog title={label} onCancel={() => setOpen(false)}>
          <LanguageChoice label={label} codes={codes} language={language} onChoose={choose} />
        </Dialog>
      )}
    </>
  );
}
