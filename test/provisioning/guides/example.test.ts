import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Config } from '../../../device/contract/config.ts';
import { documentsOf } from '../../../provisioning/documents/documents.ts';
import { Answers, QUESTIONS } from '../../../provisioning/documents/questions.ts';
import { runDocuments } from '../../../provisioning/documents/run.ts';

const folder = fileURLToPath(new URL('../../../provisioning/guides/example/', import.meta.url));
const files = ['--config', `${folder}config.json`, '--answers', `${folder}answers.json`, '--out', folder];
const json = (name: string) => JSON.parse(readFileSync(folder + name, 'utf8'));

test('the example’s documents are what its config and its answers give', () => {
  const noted: string[] = [];
  const exit = runDocuments([...files, '--check'], { say: () => {}, note: (line) => noted.push(line) });
  expect({ exit, noted }).toEqual({ exit: 0, noted: [] });
});

test('in the example every question has an answer, and nothing is left to fill in', () => {
  const answers = Answers.parse(json('answers.json'));
  expect(QUESTIONS.filter((question) => answers[question] === undefined)).toEqual([]);
  for (const { text, open } of documentsOf(Config.parse(json('config.json')), answers)) {
    expect(open).toEqual([]);
    expect(text).not.toMatch(/fyll i/i);
  }
});

test('the example is of a real office’s kind: provisioned, with a door, a library and a broker, each under encryption', () => {
  const { provisioned, library, broker, doors } = Config.parse(json('config.json'));
  expect(provisioned).toBe(true);
  expect(doors.every(({ driver }) => driver === 'wired')).toBe(true);
  expect(library).toMatchObject({ system: 'sip2', tls: {} });
  expect(broker).toMatchObject({ mode: 'mqtt', urls: [expect.stringMatching(/^mqtts:/)] });
});
