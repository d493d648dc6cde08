import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Progress } from '../../device/access-file/progress.ts';

test('where nobody watches, a line tells each tenth of a step', () => {
  const notes: string[] = [];
  const progress = new Progress({ say: () => {}, note: (line) => notes.push(line), screen: null });
  progress.begin('Sending', 'measured');
  for (let done = 1; done <= 1_000; done++) progress.reached(done, 1_000);
  progress.begin('Putting them in force', 'unmeasured');
  progress.end();
  const tenths = [10, 20, 30, 40, 50, 60, 70, 80, 90].map((part) => `Sending: ${part} %`);
  expect(notes).toEqual(['Sending …', ...tenths, 'Putting them in force …']);
});

test('on a screen a bar fills, and stays there full', () => {
  const screen = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    cursorTo: () => {},
    clearLine: () => {},
  });
  const notes: string[] = [];
  const progress = new Progress({ say: () => {}, note: (line) => notes.push(line), screen });
  progress.begin('Reading', 'measured');
  for (const done of [1, 500, 1_000]) progress.reached(done, 1_000);
  progress.end();
  const drawn = String(screen.read());
  expect(drawn).toContain('Reading');
  expect(drawn).toContain('100 %');
  expect(notes).toEqual([]);
});
