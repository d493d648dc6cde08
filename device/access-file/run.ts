import { type Command, readArguments, USAGE } from './arguments.ts';
import { BoxClient } from './box-client.ts';
import { readBoxFolder } from './box-folder.ts';
import type { ExitCode } from './exit-codes.ts';
import { exportCards } from './export-cards.ts';
import { runFramed } from './frame.ts';
import { importCards } from './import-cards.ts';
import { boxGone, type Outcome } from './outcome.ts';
import { exportPolicy, importPolicy } from './policy-file.ts';
import type { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Cards and rules as files: does what `args` say to the box that runs on this data folder; resolves with the exit code. */
export function runAccess(args: readonly string[], dataFolder: string, terminal: Terminal): Promise<ExitCode> {
  return runFramed(readArguments(args), USAGE, terminal, (command, progress) => perform(command, dataFolder, progress));
}

async function perform(command: Command, dataFolder: string, progress: Progress): Promise<Outcome> {
  const folder = readBoxFolder(dataFolder);
  if (folder === null) return boxGone('before');
  const box = new BoxClient(folder);
  switch (command.name) {
    case 'import-cards':
      return importCards(command, { box, credentialKey: folder.credentialKey, progress });
    case 'export-credentials':
      return exportCards(command.file, box, progress);
    case 'import-policy':
      return importPolicy(command.file, command.dryRun, box);
    case 'export-policy':
      return exportPolicy(command.file, box);
  }
}
