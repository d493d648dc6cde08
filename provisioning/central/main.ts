import { resolve } from 'node:path';
import { runCentral } from './run.ts';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

// Whoever reads what is said may stop to; what was begun goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await runCentral(process.argv.slice(2), resolve(import.meta.dirname, '../renderer'), {
  say: write(process.stdout),
  note: write(process.stderr),
});
