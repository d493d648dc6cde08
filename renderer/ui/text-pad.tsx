import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react';
import { useText } from '../i18n/use-text.ts';
import { erased, type TypedText, typed } from '../kiosk/typed-text.ts';
import { LetterKeys } from './letter-keys.tsx';

type Props = {
  /** What is asked for: the field's name. */
  readonly label: string;
  readonly value: string;
  /** Characters at most; one more is not taken. */
  readonly most: number;
  readonly onChange: (value: string) => void;
  /** Enter on a keyboard: a text here has one line. */
  readonly onEnter: () => void;
};

/**
 * Asks for a line of free text, by keys on the screen or by a keyboard; both write where the caret is. The owner holds
 * `value`, sends it off `tidied` (kiosk/typed-text.ts) and says what is wrong with it. Needs 47 rem in width and, with
 * its keys, 18 in height. Nothing is read out for a key: the field is a plain one, and has the focus from the start.
 */
export function TextPad({ label, value, most, onChange, onEnter }: Props) {
  const text = useText();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    // By this a dialog around it knows whom to give the focus; React does not write it.
    field.current?.setAttribute('autofocus', '');
    field.current?.focus();
  }, []);
  const change = (how: (before: TypedText) => TypedText) => {
    if (field.current === null) return;
    const { value: before, selectionStart, selectionEnd } = field.current;
    const next = how({ text: before, start: selectionStart, end: selectionEnd });
    field.current.value = next.text;
    field.current.setSelectionRange(next.start, next.end);
    onChange(next.text);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onEnter();
  };
  return (
    <div className="text-pad">
      <div className="text-field">
        <label htmlFor={id}>{label}</label>
        <span id={`${id}-left`}>{text('keys.left', { count: most - value.length })}</span>
      </div>
      <textarea
        ref={field}
        id={id}
        aria-describedby={`${id}-left`}
        rows={most > 80 ? 2 : 1}
        maxLength={most}
        dir="auto"
        inputMode="none"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={pressed}
      />
      <LetterKeys onKey={(key) => change((before) => typed(before, key, most))} onErase={() => change(erased)} />
    </div>
  );
}
