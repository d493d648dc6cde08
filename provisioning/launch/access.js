import { spawn } from 'node:child_process';
import { main } from './console.js';
import { dataFolder, inRoot } from './paths.js';
import { setUp } from './setup.js';

/** `npm run access -- …`: cards and rules as files; `-- --help` tells more. Ends with the command's exit code. */
await main(async () => {
  const write = process.stdout.write;
  // Set-up speaks on stderr here, so that stdout holds the result alone.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const node = await setUp();
  process.stdout.write = write;
  const child = spawn(node, [inRoot('.build', 'access', 'access.js'), ...process.argv.slice(2)], {
    // Where npm was called: that is where the file is.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, AK_DATA_DIR: dataFolder },
    stdio: 'inherit',
  });
  child.on('exit', (code) => process.exit(code ?? 1));
});
