import { commands } from './commands.ts';
import { runKontoret } from './run.ts';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

// Whoever reads what is said may stop to; what was begun goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`Node.js 24 is needed; this is ${process.versions.node}. Call it as: npm run kontoret\n`);
  process.exit(70);
}

process.exitCode = await runKontoret(process.argv.slice(2), commands, {
  say: write(process.stdout),
  note: write(process.stderr),
});
