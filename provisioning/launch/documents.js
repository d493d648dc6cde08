import { runCommand } from './command.js';

/** `npm run documents -- …`: the documents of a box, from its config; `-- --help` tells more. */
await runCommand('provisioning', 'documents', 'main.ts');
