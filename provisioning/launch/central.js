import { runCommand } from './command.js';

/** `npm run central -- …`: central staff's commands and board; `-- --help` tells more. Ends with the command's exit code. */
await runCommand('.build', 'central', 'central.js');
