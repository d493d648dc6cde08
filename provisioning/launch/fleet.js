import { runCommand } from './command.js';

/** `npm run fleet -- …`: many offices on one broker; `-- --help` tells more. Ends with the command's exit code. */
await runCommand('test', 'fleet', 'main.ts');
