import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sv } from '../../../renderer/i18n/sv.ts';

const read = (name: string) => readFileSync(new URL(`../../../provisioning/guides/${name}`, import.meta.url), 'utf8');
const guides = ['vard.md', 'snabbguide.md'] as const;

/** What the screen draws as a sign, with words for who does not see it. */
const SIGNS = ['⋯', '+'];
const onScreen = new Set<string>([...Object.values(sv), ...SIGNS]);

const boldIn = (text: string) => [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words = '']) => words);
/** Bold at the beginning of an item or a paragraph, with a mark at its end, says what it is about. */
const leadIns = (text: string) => [...text.matchAll(/^(?:- )?\*\*([^*]+[.:])\*\*/gm)].map(([, words = '']) => words);

/** Sentences, without headings, tables’ heads and empty cells. A button’s name counts as the words that it has. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !/^#|^\| ---/.test(line))
    .flatMap((line) => (line.startsWith('|') ? line.split('|') : [line]))
    .flatMap((line) => line.replaceAll('**', '').split(/(?<=[.?!:])\s+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}
const wordsIn = (sentence: string) => sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length;

test.each(guides)('%s calls every button and every word of the screen as the screen does', (guide) => {
  const text = read(guide);
  const about = new Set(leadIns(text));
  const named = boldIn(text).filter((words) => onScreen.has(words) || !about.has(words));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((words) => !onScreen.has(words))).toEqual([]);
});

test.each([
  ['vard.md', 15],
  ['snabbguide.md', 10],
] as const)('no sentence of %s has more than %i words', (guide, most) => {
  const sentences = sentencesOf(read(guide));
  expect(sentences.length).toBeGreaterThan(40);
  expect(sentences.filter((sentence) => wordsIn(sentence) > most)).toEqual([]);
});

test('the quick guide is one page, and the host’s guide four', () => {
  expect(read('snabbguide.md').split(/\s+/).length).toBeLessThanOrEqual(320);
  const pages = read('vard.md')
    .split(/^## Sida /m)
    .slice(1);
  expect(pages).toHaveLength(4);
  for (const page of pages) expect(page.split(/\s+/).length).toBeLessThanOrEqual(650);
});
