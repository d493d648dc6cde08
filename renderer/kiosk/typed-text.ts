/** A text that is being typed, and what of it is marked; with nothing marked, `start` and `end` are where the caret is. */
export type TypedText = { readonly text: string; readonly start: number; readonly end: number };

/** With `key` in place of what was marked, the caret after it; as it was where that makes more than `most` characters. */
export function typed({ text, start, end }: TypedText, key: string, most: number): TypedText {
  const next = `${text.slice(0, start)}${key}${text.slice(end)}`;
  if (next.length > most) return { text, start, end };
  return { text: next, start: start + key.length, end: start + key.length };
}

/** Without what was marked, or else without the character before the caret, whole. */
export function erased({ text, start, end }: TypedText): TypedText {
  const kept = start === end ? [...text.slice(0, start)].slice(0, -1).join('') : text.slice(0, start);
  return { text: `${kept}${text.slice(end)}`, start: kept.length, end: kept.length };
}

/** On one line, without blanks at its ends and never two in a row: as it is sent off. */
export function tidied(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
