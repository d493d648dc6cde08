import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sv } from '../../../renderer/i18n/sv.ts';
import { svBoard } from '../../../renderer/i18n/sv-board.ts';
import { sourcesIn } from '../../support/sources.ts';

const folder = new URL('../../../provisioning/guides/', import.meta.url);
const guides = readdirSync(folder).filter((name) => name.endsWith('.md'));
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

test.each(guides)('every link and picture of %s leads to what is there', (name) => {
  const links = [...read(name).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, to = '']) => to);
  const broken = links.filter((to) => !to.startsWith('https://') && !existsSync(new URL(to, folder)));
  expect(broken).toEqual([]);
});

test('every alarm of the operations guide is one that the box gives, by its code and by its words', () => {
  const table = read('operation.md').split('## Alarms')[1]?.split('\n## ')[0] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  const sources = sourcesIn('device/contract', 'device/broker', 'provisioning/central/offices')
    .map(({ text }) => text)
    .join('\n');
  const codes = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+[a-z])`/g)].map(([, code = '']) => code),
  );
  expect(codes.length).toBeGreaterThan(15);
  const isTold = (code: string) =>
    sources.includes(`'${code}'`) || Object.keys(sv).some((key) => key.endsWith(`.${code}`));
  expect(codes.filter((code) => !isTold(code))).toEqual([]);
});

test.each(['installation.md', 'operation.md'])('what %s quotes of the screen stands there', (name) => {
  const words = new Set<string>([...Object.values(sv), ...Object.values(svBoard)]);
  // In italics, and with a capital: a button, a tab or an alarm.
  const quoted = [...read(name).matchAll(/(?<!\*)\*(\p{Lu}[^*\n]*)\*(?!\*)/gu)].map(([, text = '']) => text);
  expect(quoted.length).toBeGreaterThan(2);
  expect(quoted.filter((text) => !words.has(text))).toEqual([]);
});
