import { join } from 'node:path';
import { BoxClient } from '../access-file/box-client.ts';
import { readBoxFolder } from '../access-file/box-folder.ts';
import { EXIT, type ExitCode } from '../access-file/exit-codes.ts';
import { boxGone, failed, type Outcome } from '../access-file/outcome.ts';
import { Progress } from '../access-file/progress.ts';
import type { Terminal } from '../access-file/terminal.ts';
import { type LogReader, openLogReader } from '../storage/read-log.ts';
import { type Command, readArguments, USAGE } from './arguments.ts';
import { makeBackup } from './backup.ts';
import { type Span, spanOf } from './days.ts';
import { exportEvents } from './export-events.ts';
import { exportLibraryStatistics, exportStatistics } from './export-statistics.ts';
import { restoreBackup } from './restore.ts';
import { verifyWhole } from './verify.ts';

/** The log of the box whose data folder this is: does what `args` say; resolves with the exit code. */
export async function runLog(args: readonly string[], dataFolder: string, terminal: Terminal): Promise<ExitCode> {
  const command = readArguments(args);
  if (command === 'help') {
    terminal.say(USAGE);
    return EXIT.done;
  }
  if ('wrong' in command) {
    terminal.note(`${command.wrong}\n\n${USAGE}`);
    return EXIT.usage;
  }
  const { exit, lines, told } = await perform(command, dataFolder, new Progress(terminal));
  if (command.json) terminal.say(JSON.stringify(told));
  else for (const line of lines) (exit === EXIT.done || exit === EXIT.refused ? terminal.say : terminal.note)(line);
  return exit;
}

async function perform(command: Command, dataFolder: string, progress: Progress): Promise<Outcome> {
  if (command.name === 'restore') return restoreBackup(command, dataFolder, progress);
  const log = openLogReader(join(dataFolder, 'kiosk.sqlite'));
  if (log === null) return failed(EXIT.noInput, 'log-unreadable', `There is no log to be read in ${dataFolder}`);
  try {
    if (command.name === 'verify') return verifyWhole(log, dataFolder, command.head, progress);
    if (command.name === 'backup') return await makeBackup(command, dataFolder, progress);
    const span = spanOf(command.period);
    if (!span.ok) return failed(EXIT.usage, span.error.code, span.error.message);
    return await exportOf(command, span.value, { log, dataFolder, progress });
  } finally {
    log.close();
  }
}

type Export = Extract<Command, { readonly period: unknown }>;

function exportOf(
  command: Export,
  span: Span,
  { log, dataFolder, progress }: { log: LogReader; dataFolder: string; progress: Progress },
): Promise<Outcome> | Outcome {
  switch (command.name) {
    case 'export-statistics':
      return exportStatistics(log, command.out, span, command.exact);
    case 'export-library-statistics':
      return exportLibraryStatistics(log, command.out, span);
    case 'export-events': {
      const folder = readBoxFolder(dataFolder);
      if (folder === null) return boxGone('before');
      return exportEvents(log, new BoxClient(folder), { ...command, span }, progress);
    }
  }
}
