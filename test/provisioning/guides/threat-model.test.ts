import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const inRoot = (path: string) => new URL(`../../../${path}`, import.meta.url);
const guide = readFileSync(inRoot('provisioning/guides/threat-model.md'), 'utf8');

/** Of each line of an attack, what it is and the last cell. */
const attacks = guide
  .split(/^## \d+\. /m)
  .slice(1)
  .flatMap((section) => section.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| ---')))
  .filter((line) => !line.startsWith('| attack |'))
  .map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return { attack: cells[1] ?? '', possible: cells[2] ?? '', shownBy: cells[4] ?? '', cells: cells.length };
  });

const citations = [...guide.matchAll(/`(test\/[\w./-]+\.ts)` “([^”]+)”/g)].map(([, file = '', sentence = '']) => ({
  file,
  sentence,
}));

/** Whether the source has this very text as one of its strings: the name of a test, or of a row of one. */
function says(source: string, sentence: string): boolean {
  const escaped = sentence.replaceAll("'", "\\'");
  return [`'${escaped}'`, `'${sentence}'`, `"${sentence}"`, `\`${sentence}\``].some((text) => source.includes(text));
}

test('each test that the threat model names is there, and says what is said of it', () => {
  expect(citations.length).toBeGreaterThan(90);
  const wrong = citations.filter(
    ({ file, sentence }) => !existsSync(inRoot(file)) || !says(readFileSync(inRoot(file), 'utf8'), sentence),
  );
  expect(wrong).toEqual([]);
});

test('every mention of a test has its sentence', () => {
  const mentioned = guide.match(/`test\/[\w./-]+`/g) ?? [];
  // One more: the guide names the test that you read.
  expect(mentioned).toHaveLength(citations.length + 1);
});

test('each line of the threat model has a test, or says No', () => {
  expect(attacks.length).toBeGreaterThan(100);
  expect(attacks.filter(({ cells }) => cells !== 6)).toEqual([]);
  expect(attacks.filter(({ shownBy }) => !/^No\b/.test(shownBy) && !/^`test\/.*”/.test(shownBy))).toEqual([]);
});

test('what can be done is said in so many words', () => {
  expect(
    attacks.filter(({ possible }) => !/^(\*\*can\*\*|cannot|hardly|depends|not known|see `)/.test(possible)),
  ).toEqual([]);
});
