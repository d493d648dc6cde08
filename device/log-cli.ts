import { resolve } from 'node:path';
import { runCommand } from './command-line.ts';
import { runLog } from './log-file/run.ts';

await runCommand((args, terminal) => runLog(args, resolve(process.env.AK_DATA_DIR || '.data'), terminal));
