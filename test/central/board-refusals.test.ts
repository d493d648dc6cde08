import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { ask, cookieOf } from './a-browser.ts';

async function aBoard() {
  const board = await ABoard.on([(await Mosquitto.prepare()).url]);
  const { url, startUrl } = board.running;
  return { board, url, startUrl, port: new URL(url).port };
}

const DATA = ['/board/stream', '/board/offices.csv', '/board/history/allmanna/kontor-1?day=2026-11-30'];
const codeOf = ({ body }: { readonly body: string }) => JSON.parse(body).code;

describeWith(['mosquitto'], 'the board', () => {
  test.each(DATA)('%s is for nobody without a session', async (path) => {
    const { url, port } = await aBoard();
    for (const headers of [
      {},
      { cookie: `ak-board-${port}=made-up` },
      { cookie: `ak-board-${port}=made-up.c2lnbmVk` },
    ]) {
      const answer = await ask(`${url}${path}`, headers);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'session-required']);
    }
  });

  test('a start address opens one session, and the next one is in the data folder', async () => {
    const { board, url, startUrl } = await aBoard();
    const first = await ask(startUrl);
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(String(first.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    const again = await ask(startUrl);
    expect([again.status, codeOf(again)]).toEqual([401, 'token-refused']);
    const next = readFileSync(join(board.data, 'board-token'), 'utf8');
    expect((await ask(`${url}/?token=${next}`)).status).toBe(303);
    expect((await ask(`${url}/?token=`)).status).toBe(401);
  });

  test('a session lasts over a restart of the board', async () => {
    const { board, startUrl, port } = await aBoard();
    const cookie = await cookieOf(startUrl);
    await board.stop();
    await board.start('--port', port);
    expect((await ask(`${board.running.url}/board/offices.csv`, { cookie })).status).toBe(200);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1'])('host %j is refused', async (host) => {
    const { url, startUrl } = await aBoard();
    const cookie = await cookieOf(startUrl);
    for (const path of ['/', '/assets/board-a1b2.js', ...DATA]) {
      const answer = await ask(`${url}${path}`, { cookie, host });
      expect([answer.status, codeOf(answer)]).toEqual([421, 'host-refused']);
    }
  });

  test('origin of another page is refused, that of this one is not', async () => {
    const { url, startUrl } = await aBoard();
    const cookie = await cookieOf(startUrl);
    for (const origin of ['http://evil.example', 'null', `${url}.evil.example`, url.replace('http', 'https')]) {
      const answer = await ask(`${url}/board/offices.csv`, { cookie, origin });
      expect([answer.status, codeOf(answer)]).toEqual([403, 'origin-refused']);
    }
    expect((await ask(`${url}/board/offices.csv`, { cookie, origin: url })).status).toBe(200);
  });

  test('the page and its assets are served, under a policy that lets in nothing from elsewhere', async () => {
    const { url } = await aBoard();
    const page = await ask(`${url}/`);
    expect([page.status, page.body]).toEqual([200, '<!doctype html><title>Kontoren</title>']);
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none';object-src 'none'",
    );
    expect((await ask(`${url}/assets/board-a1b2.js`)).status).toBe(200);
  });

  test.each([
    ['GET', '/board.html', 404],
    ['GET', '/board', 404],
    ['GET', '/api/health', 404],
    ['GET', '/assets/none.js', 404],
    ['GET', '/assets/..%2fboard.html', 400],
    ['GET', '/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd', 400],
    ['GET', '/board/history/allmanna/kontor-1', 400],
    ['GET', '/board/history/allmanna/kontor-1?day=today', 400],
    ['GET', '/board/history/allmanna/..%2f..?day=2026-11-30', 400],
    ['POST', '/board/offices.csv', 404],
    ['POST', '/', 404],
  ])('%s %s: %d', async (method, path, status) => {
    const { url, startUrl } = await aBoard();
    const answer = await ask(`${url}${path}`, { cookie: await cookieOf(startUrl) }, method);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('node_modules');
  });

  test('it listens on this machine alone', async () => {
    const { url } = await aBoard();
    expect(new URL(url).hostname).toBe('127.0.0.1');
  });
});
