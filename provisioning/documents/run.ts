import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../../device/contract/config.ts';
import { ok } from '../../device/contract/result.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { type FileFault, readJsonFile } from '../files/text-file.ts';
import { readArguments, USAGE } from './arguments.ts';
import { type Document, documentsOf } from './documents.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Answers, QUESTIONS, questions } from './questions.ts';

/** Writes the documents, or compares them with what is there. Nothing is written when the config or the answers are bad. */
export function runDocuments(args: readonly string[], terminal: Terminal): ExitCode {
  const command = readArguments(args);
  if (command === 'help') {
    terminal.say(USAGE);
    return EXIT.done;
  }
  if ('wrong' in command) {
    terminal.note(`${command.wrong}\n\n${USAGE}`);
    return EXIT.usage;
  }
  const config = readJsonFile(command.config, Config);
  if (!config.ok) return refused(config.error, terminal);
  const answers = command.answers === null ? ok({}) : readJsonFile(command.answers, Answers);
  if (!answers.ok) return refused(answers.error, terminal);
  const documents = documentsOf(config.value, answers.value);
  return command.check ? check(documents, command.out, terminal) : write(documents, command.out, terminal);
}

function refused({ code, detail }: FileFault, { note }: Terminal): ExitCode {
  note(detail);
  note('Nothing was written.');
  return code === 'file-unreadable' ? EXIT.noInput : EXIT.malformed;
}

function write(documents: readonly Document[], folder: string, terminal: Terminal): ExitCode {
  try {
    mkdirSync(folder, { recursive: true });
    for (const { file, text } of documents) writeFileSync(join(folder, file), text);
  } catch (cause) {
    terminal.note(cause instanceof Error ? cause.message : String(cause));
    return EXIT.cannotCreate;
  }
  for (const { file, open } of documents) terminal.say(`${join(folder, file)}: ${open.length} left to fill in`);
  sayWhatIsLeft(documents, terminal);
  return EXIT.done;
}

function sayWhatIsLeft(documents: readonly Document[], { say }: Terminal): void {
  const open = new Set(documents.flatMap((document) => document.open));
  if (open.size === 0) return;
  say('\nLeft to fill in, by the names of the answers file:');
  for (const question of QUESTIONS) if (open.has(question)) say(`  ${question}: ${questions[question]}`);
}

function check(documents: readonly Document[], folder: string, { say, note }: Terminal): ExitCode {
  const differing = documents
    .map(({ file, text }) => differenceOf(join(folder, file), text))
    .filter((line) => line !== null);
  for (const line of differing) note(line);
  if (differing.length > 0) return EXIT.differs;
  say('The documents are what the config gives now.');
  return EXIT.done;
}

function differenceOf(path: string, text: string): string | null {
  try {
    return readFileSync(path, 'utf8') === text ? null : `${path}: not what the config gives now`;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
