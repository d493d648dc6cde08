import { Progress } from '../../device/access-file/progress.ts';
import { readArguments, USAGE } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { NoBroker } from './own-broker.ts';
import { runFleet } from './run-fleet.ts';
import type { FleetSettings } from './settings.ts';
import type { Summary } from './summary.ts';
import { tableOf } from './table.ts';

const screen = process.stderr.isTTY ? process.stderr : null;

async function watched(settings: FleetSettings): Promise<Summary> {
  const progress = new Progress({ say: () => {}, note: () => {}, screen });
  progress.begin(`${settings.offices} offices`, 'measured');
  try {
    return await runFleet(settings, { onProgress: (part) => progress.reached(Math.min(1, part), 1) });
  } finally {
    progress.end();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const read = readArguments(args);
  if (read === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.flawless;
  }
  if ('wrong' in read) {
    process.stderr.write(`${read.wrong}\n\n${USAGE}\n`);
    return EXIT.usage;
  }
  try {
    const summary = await watched(read.settings);
    process.stdout.write(`${read.json ? JSON.stringify(summary) : tableOf(summary)}\n`);
    return exitCodeOf(summary);
  } catch (cause) {
    if (!(cause instanceof NoBroker)) throw cause;
    process.stderr.write(`There is no broker: ${cause.message}\n`);
    return EXIT.noBroker;
  }
}

// By their numbers, as a shell tells of them; without this the broker would outlive the run.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.exitCode = await main(process.argv.slice(2));
