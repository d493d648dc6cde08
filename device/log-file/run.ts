import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BoxClient } from '../access-file/box-client.ts';
import { isFileFault, readBoxFolder } from '../access-file/box-folder.ts';
import { EXIT, type ExitCode } from '../access-file/exit-codes.ts';
import { runFramed } from '../access-file/frame.ts';
import { boxGone, failed, type Outcome } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import type { Terminal } from '../access-file/terminal.ts';
import { Config } from '../contract/config.ts';
import type { AreaOf } from '../domain/visits.ts';
import { storageFaultOf } from '../storage/database.ts';
import { isCorrupt } from '../storage/quarantine.ts';
import { type LogReader, openLogReader } from '../storage/read-log.ts';
import { type Command, readArguments, USAGE } from './arguments.ts';
import { makeBackup } from './backup.ts';
import { type Span, spanOf } from './days.ts';
import { exportEncrypted, type Outgoing } from './encrypted-export.ts';
import { outgoingEvents } from './export-events.ts';
import { outgoingIncidents } from './export-incidents.ts';
import { exportLibraryStatistics, exportStatistics } from './export-statistics.ts';
import { outgoingVisits } from './export-visits.ts';
import { rehearse } from './rehearse.ts';
import { restoreBackup } from './restore.ts';
import { verifyWhole } from './verify.ts';

/** The log of the box whose data folder this is: does what `args` say; resolves with the exit code. */
export function runLog(args: readonly string[], dataFolder: string, terminal: Terminal): Promise<ExitCode> {
  return runFramed(readArguments(args), USAGE, terminal, (command, progress) => perform(command, dataFolder, progress));
}

async function perform(command: Command, dataFolder: string, progress: Progress): Promise<Outcome> {
  if (command.name === 'restore') return restoreBackup(command, dataFolder, progress);
  if (command.name === 'rehearse') return rehearse(dataFolder, progress);
  let log: LogReader | null = null;
  try {
    log = openLogReader(join(dataFolder, 'kiosk.sqlite'));
    if (log === null) return failed(EXIT.noInput, 'log-unreadable', `There is no log to be read in ${dataFolder}`);
    if (command.name === 'verify') return verifyWhole(log, dataFolder, command.head, progress);
    if (command.name === 'backup') return await makeBackup(command, dataFolder, progress);
    const span = spanOf(command.period);
    if (!span.ok) return failed(EXIT.usage, span.error.code, span.error.message);
    // What the log is told to have gone is what goes.
    log.holdStill();
    return await exportOf(command, span.value, { log, dataFolder, progress });
  } catch (cause) {
    return ofDisk(cause);
  } finally {
    progress.end();
    log?.close();
  }
}

/** What the disk or the database on it threw; a bug is thrown on. */
function ofDisk(cause: unknown): Outcome {
  const { code, detail } = storageFaultOf(cause);
  return isCorrupt(cause)
    ? failed(EXIT.refused, 'file-broken', `The database is broken; a box that is started puts it aside: ${detail}`)
    : failed(EXIT.tryAgain, code, detail);
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
    case 'export-events':
      return exportOutgoing(outgoingEvents(log, span), command, dataFolder, progress);
    case 'export-incidents':
      return exportOutgoing(outgoingIncidents(log, span), command, dataFolder, progress);
    case 'export-visits': {
      const areaOf = areasOf(command.config);
      if (areaOf === null) return failed(EXIT.noInput, 'config-unreadable', `${command.config} is no config of a box`);
      return exportOutgoing(outgoingVisits(log, span, areaOf), command, dataFolder, progress);
    }
  }
}

function exportOutgoing(
  outgoing: Outgoing,
  to: { readonly out: string; readonly recipients: readonly string[] },
  dataFolder: string,
  progress: Progress,
): Promise<Outcome> | Outcome {
  const folder = readBoxFolder(dataFolder);
  return folder === null ? boxGone('before') : exportEncrypted(outgoing, to, new BoxClient(folder), progress);
}

/** Which rooms the doors lead into; without a config every door is the office's. Null for a config that cannot be read. */
function areasOf(config: string | null): AreaOf | null {
  if (config === null) return () => null;
  try {
    const read = Config.safeParse(JSON.parse(readFileSync(config, 'utf8')));
    if (!read.success) return null;
    const areas = new Map(read.data.doors.map(({ id, area }) => [id, area ?? null]));
    return (door) => areas.get(door) ?? null;
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !isFileFault(cause)) throw cause;
    return null;
  }
}
