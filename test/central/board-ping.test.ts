import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BoardStreams } from '../../provisioning/central/board/board-streams.ts';

test('silence means trouble: where nothing changes there is a comment each ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const streams = new BoardStreams({ snapshot: () => '{}', delta: () => null });
  const server = createServer((_, response) => streams.add(response)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  onTestFinished(() => streams.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const { body } = await fetch(`http://127.0.0.1:${address.port}`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await reader?.read()).toMatchObject({ value: 'event: snapshot\ndata: {}\n\n' });
  vi.advanceTimersByTime(9_999);
  const next = reader?.read();
  vi.advanceTimersByTime(1);
  expect(await next).toMatchObject({ value: ': ping\n\n' });
});
