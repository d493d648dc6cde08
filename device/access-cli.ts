import { resolve } from 'node:path';
import { runAccess } from './access-file/run.ts';

/** sysexits.h: EX_SOFTWARE, a bug. */
const EXIT_FAILED = 70;

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);
const note = write(process.stderr);
// Whoever reads what is said may stop to; what was begun goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  process.exitCode = await runAccess(process.argv.slice(2), resolve(process.env.AK_DATA_DIR || '.data'), {
    say: write(process.stdout),
    note,
    screen: process.stderr.isTTY ? process.stderr : null,
  });
} catch (cause) {
  // Where it happened, and no message: that may hold what the file holds.
  const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  note(`The command met a fault that it cannot go on with.\n${frames.join('\n')}`);
  process.exitCode = EXIT_FAILED;
}
