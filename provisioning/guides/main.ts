import { tell } from '../command-line/tell.ts';
import { takePicture, USAGE } from './take-picture.ts';

const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);

const args = process.argv.slice(2);
const terminal = { say: write(process.stdout), note: write(process.stderr) };
if (args[0] === '--help') terminal.say(USAGE);
else process.exitCode = tell(takePicture(args), 'guide-pictures.js --help', [], terminal);
