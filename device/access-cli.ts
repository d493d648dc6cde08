import { resolve } from 'node:path';
import { runAccess } from './access-file/run.ts';
import { runCommand } from './command-line.ts';

await runCommand((args, terminal) => runAccess(args, resolve(process.env.AK_DATA_DIR || '.data'), terminal));
