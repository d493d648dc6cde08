import { spawn } from 'node:child_process';
import { main } from './console.js';
import { dataFolder, inRoot } from './paths.js';
import { setUp } from './setup.js';

/** Sets up, runs this file of the project with what the command was given, and ends with its exit code. */
export function runCommand(...file) {
  return main(async () => {
    const write = process.stdout.write;
    // Set-up speaks on stderr here, so that stdout holds the result alone.
    process.stdout.write = process.stderr.write.bind(process.stderr);
    const node = await setUp();
    process.stdout.write = write;
    const child = spawn(node, [inRoot(...file), ...process.argv.slice(2)], {
      // Where npm was called: that is where the files are.
      cwd: process.env.INIT_CWD ?? process.cwd(),
      env: { ...process.env, AK_DATA_DIR: dataFolder },
      stdio: 'inherit',
    });
    child.on('exit', (code) => process.exit(code ?? 1));
  });
}
