import { spawn } from 'node:child_process';
import { main } from './console.js';
import { inRoot, root } from './paths.js';
import { setUp } from './setup.js';

/**
 * `npm run bench [-- --json]`: with --json the table gives way to one JSON object on stdout. `npm run bench -- --soak 30`:
 * the screen alone, for so many minutes.
 */
await main(async () => {
  const write = process.stdout.write;
  // Set-up speaks on stderr here, so that stdout holds the result alone.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const node = await setUp();
  process.stdout.write = write;
  const args = process.argv.slice(2);
  const [script, rest] = args[0] === '--soak' ? ['soak.ts', args.slice(1)] : ['main.ts', args];
  const child = spawn(node, [inRoot('test', 'bench', script), ...rest], { cwd: root, stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
});
