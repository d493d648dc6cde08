import { runCommand } from './command.js';

/** `npm run log -- …`: the log verified and exported, backups; `-- --help` tells more. Ends with the command's exit code. */
await runCommand('.build', 'log', 'log.js');
