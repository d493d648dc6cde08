import { runDocuments } from './run.ts';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

process.exitCode = runDocuments(process.argv.slice(2), { say: write(process.stdout), note: write(process.stderr) });
