/** Columns of a picture; a line that is longer goes on in the next one. */
export const COLUMNS = 120;

const FONT_PX = 14;
/** How wide a character of a monospaced font is: 0.602 of its size in DejaVu Sans Mono and its kin. */
const CHARACTER_PX = FONT_PX * 0.602;
const LINE_PX = 20;
const MARGIN_PX = 24;
/** Down to the foot of the first line. */
const FIRST_LINE_PX = 36;

/**
 * A terminal with these lines in it, as an SVG document: dark on light, with the title and the whole text for who does not
 * see it. The same lines always make the same picture. A letter is taken to be one column wide.
 */
export function terminalPicture(title: string, lines: readonly string[]): string {
  const rows = lines.map(clean).flatMap(wrap);
  const widest = Math.max(1, ...rows.map((row) => [...row].length));
  const width = Math.ceil(widest * CHARACTER_PX) + 2 * MARGIN_PX;
  const height = FIRST_LINE_PX + (rows.length - 1) * LINE_PX + MARGIN_PX;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `  <title id="t">${escaped(clean(title))}</title>`,
    `  <desc id="d">${escaped(lines.map(clean).join('\n'))}</desc>`,
    `  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" fill="#fdfcf9" stroke="#1d2b28"/>`,
    `  <g font-family="DejaVu Sans Mono, Noto Sans Mono, Liberation Mono, monospace" font-size="${FONT_PX}" fill="#1d2b28">`,
    ...rows.map((row, index) => textAt(FIRST_LINE_PX + index * LINE_PX, row)),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}

/** With blanks that do not run together: browsers differ in what else keeps them apart. */
function textAt(y: number, row: string): string {
  return `    <text x="${MARGIN_PX}" y="${y}">${escaped(row).replaceAll(' ', '\u00a0')}</text>`;
}

function wrap(line: string): readonly string[] {
  const letters = [...line];
  const rows = [];
  for (let at = 0; at === 0 || at < letters.length; at += COLUMNS) rows.push(letters.slice(at, at + COLUMNS).join(''));
  return rows;
}

/** What XML 1.0 (§2.2) takes: no control characters, no halves of a surrogate pair. */
function clean(line: string): string {
  return line
    .replaceAll('\t', '        ')
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
