import { runCommand } from './command.js';

/** `npm run access -- …`: cards and rules as files; `-- --help` tells more. Ends with the command's exit code. */
await runCommand('.build', 'access', 'access.js');
