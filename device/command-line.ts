import type { Terminal } from './access-file/terminal.ts';

/** sysexits.h: EX_SOFTWARE, a bug. */
const EXIT_FAILED = 70;

/** Runs a command on this process' arguments and streams; the process ends with what it resolves with. */
export async function runCommand(run: (args: readonly string[], terminal: Terminal) => Promise<number>): Promise<void> {
  const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);
  const note = write(process.stderr);
  // Whoever reads what is said may stop to; what was begun goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const screen = process.stderr.isTTY ? process.stderr : null;
  try {
    process.exitCode = await run(process.argv.slice(2), { say: write(process.stdout), note, screen });
  } catch (cause) {
    // Where it happened, and no message: that may hold what a file holds.
    const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    note(`The command met a fault that it cannot go on with.\n${frames.join('\n')}`);
    process.exitCode = EXIT_FAILED;
  }
}
