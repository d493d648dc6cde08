import { runCommand } from './command.js';

/** `npm run kontoret -- …`: from a bare box to a working door; `-- --help` tells more. Ends with the command's exit code. */
await runCommand('.build', 'kontoret', 'kontoret.js');
