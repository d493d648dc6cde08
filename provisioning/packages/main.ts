import { fileURLToPath } from 'node:url';
import { tell } from '../command-line/tell.ts';
import { HELP } from './arguments.ts';
import { runPackage } from './run.ts';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);
const terminal = { say: write(process.stdout), note: write(process.stderr) };
const args = process.argv.slice(2);

if (args.includes('--help')) terminal.say(HELP);
else {
  const checkout = fileURLToPath(new URL('../..', import.meta.url));
  process.exitCode = tell(runPackage(args, checkout, terminal), 'npm run package -- --help', args, terminal);
}
