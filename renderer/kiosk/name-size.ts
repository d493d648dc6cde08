/** Characters that certainly have room beside the languages: on one line in large letters, and on two in smaller ones. */
const ONE_LINE = 13;
const TWO_LINES = 34;

/** How large the office's name is written, so that its bar stays as high as its buttons whatever the office is called. */
export function nameSize(name: string): 'short' | 'long' | 'longest' {
  if (name.length <= ONE_LINE) return 'short';
  return name.length <= TWO_LINES ? 'long' : 'longest';
}
