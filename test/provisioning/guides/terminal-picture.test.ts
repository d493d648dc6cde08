import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMNS, terminalPicture } from '../../../provisioning/guides/terminal-picture.ts';

const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const rowsOf = (picture: string) =>
  [...picture.matchAll(/<text [^>]*>(.*?)<\/text>/gsu)].map(([, row = '']) => decode(row).replaceAll('\u00a0', ' '));

test('a terminal picture shows every line, and tells its title and its text to who does not see it', () => {
  const picture = terminalPicture('Boxen är klar', ['$ kontoret box check', '', 'ready: the <door> & its strike']);
  expect(rowsOf(picture)).toEqual(['$ kontoret box check', '', 'ready: the <door> & its strike']);
  expect(picture).toMatch(/role="img" aria-labelledby="t d"/);
  expect(picture).toContain('<title id="t">Boxen är klar</title>');
  expect(decode(picture)).toContain('<desc id="d">$ kontoret box check\n\nready: the <door> & its strike</desc>');
});

test('a line that is too long goes on in the next row, and the picture is no wider than its columns', () => {
  const picture = terminalPicture('t', ['x'.repeat(COLUMNS * 2 + 1)]);
  expect(rowsOf(picture).map((row) => row.length)).toEqual([COLUMNS, COLUMNS, 1]);
  expect(Number(/ width="(\d+)"/.exec(picture)?.[1])).toBeLessThanOrEqual(1080);
});

test('whatever a command says, the picture is well-formed, and nothing of what can be seen is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
      fc.string({ unit: 'binary' }),
      (lines, title) => {
        const picture = terminalPicture(title, lines);
        const seen = (text: string) => text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, '');
        expect(rowsOf(picture).join('')).toBe(lines.map((line) => seen(line.replaceAll('\t', '        '))).join(''));
        const leftOver = picture.replace(/<\/?(svg|title|desc|rect|g|text)( [a-zA-Z:-]+="[^"<]*")*\/?>/g, '');
        expect(leftOver).not.toMatch(/[<>]|&(?!(lt|gt|amp);)/);
      },
    ),
    { numRuns: 40 },
  );
});
