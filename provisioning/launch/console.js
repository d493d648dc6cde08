import { spawn } from 'node:child_process';

/** What the launcher says to the person who started it. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** A start that only a person can mend; the launcher ends with it. */
export class LaunchFault extends Error {}

/**
 * Runs one long step, with a line that tells that it goes on. Its output is shown only when it fails, and then the
 * step throws LaunchFault.
 */
export async function step(title, command, args, options = {}) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const live = process.stdout.isTTY;
  if (live) process.stdout.write(`${title} …`);
  const ticking = live ? setInterval(() => process.stdout.write(`\r${title} … ${seconds()}`), 1000) : undefined;
  const { code, output } = await run(command, args, options);
  clearInterval(ticking);
  say(`${live ? '\r' : ''}${title} … ${code === 0 ? `done (${seconds()})` : 'failed'}`);
  if (code !== 0) throw new LaunchFault(`${[command, ...args].join(' ')} failed (${code}):\n${output}`);
}

/** Runs a command to its end and keeps what it said. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('error', (error) => resolve({ code: error.code ?? 'error', output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/** Runs a launcher's main function; a fault becomes one message and exit code 1. */
export async function main(action) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    process.stderr.write(`Node.js 20 or newer is needed; this is ${process.versions.node}.\n`);
    process.exit(1);
  }
  try {
    await action();
  } catch (error) {
    if (!(error instanceof LaunchFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
