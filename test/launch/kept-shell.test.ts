import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../support/temp-folder.ts';

type Shell = { readonly showsFiles: boolean; readonly open: (url: string) => ChildProcess };
type Parts = { readonly shell: Shell; readonly folder: string; readonly say: (line: string) => void };

// The launcher is plain JavaScript, without types.
const source: string = new URL('../../provisioning/launch/kept-shell.js', import.meta.url).href;
const KeptShell = z
  .custom<new (parts: Parts) => { start(): void; stop(): Promise<void> }>((value) => typeof value === 'function')
  .parse((await import(source)).KeptShell);

/** A folder as a controller leaves it that gives everybody the same address. */
async function controllerFolder(): Promise<string> {
  const server = createServer((_, answer) => answer.end('{"path":"/?token=x"}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const folder = tempFolder();
  writeFileSync(join(folder, 'api-url'), `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  writeFileSync(join(folder, 'shell-token'), 'token');
  return folder;
}

test('a shell that cannot be begun, as where its profile cannot be emptied, is told of and tried again', async () => {
  const said: string[] = [];
  let tries = 0;
  const open = () => {
    tries += 1;
    if (tries === 1) throw new Error('ENOTEMPTY: directory not empty');
    return spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
  };
  const kept = new KeptShell({
    shell: { showsFiles: false, open },
    folder: await controllerFolder(),
    say: (line) => said.push(line),
  });
  kept.start();
  await vi.waitFor(() => expect(tries).toBe(2));
  expect(said).toEqual([
    'The shell could not be started: ENOTEMPTY: directory not empty',
    'The screen’s shell ended; it is started anew.',
  ]);
  await kept.stop();
});
