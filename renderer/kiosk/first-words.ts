/** A text of at most so many characters: as it is, or its first words and what says that there are more. */
export function firstWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf(' ', most - 1);
  return `${text.slice(0, end > 0 ? end : most - 1)}…`;
}
