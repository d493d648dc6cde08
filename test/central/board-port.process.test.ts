import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { SqliteHistory } from '../../provisioning/central/history/sqlite-history.ts';
import { tempFolder } from '../support/temp-folder.ts';

const main = fileURLToPath(new URL('../../provisioning/central/main.ts', import.meta.url));

test('a board whose port is taken says so and ends, and its folder is free again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const address = other.address();
  const port = String(typeof address === 'object' ? address?.port : address);
  const data = tempFolder();
  const args = ['board', '--broker', 'mqtt://127.0.0.1:1', '--data', data, '--port', port];
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], {
    ...{ encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL' },
  });
  expect({ status, stderr }).toEqual({ status: 73, stderr: `Port ${port} is in use.\n` });
  const history = SqliteHistory.open(data);
  expect(history.ok).toBe(true);
  if (history.ok) await history.value.close();
}, 60_000);
