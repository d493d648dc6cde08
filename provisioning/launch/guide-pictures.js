import { runCommand } from './command.js';

/** A picture of a terminal for the guides, from a real run of a command; `--help` tells more. */
await runCommand('provisioning', 'guides', 'main.ts');
