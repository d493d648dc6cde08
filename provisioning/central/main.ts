import { resolve } from 'node:path';
import { runCentral } from './run.ts';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

// Whoever reads what is said may stop to; what was begun goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// The database ends an older Node without a word.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`Node.js 24 is needed; this is ${process.versions.node}. Call it as: npm run central\n`);
  process.exit(70);
}

process.exitCode = await runCentral(process.argv.slice(2), resolve(import.meta.dirname, '../renderer'), {
  say: write(process.stdout),
  note: write(process.stderr),
});
