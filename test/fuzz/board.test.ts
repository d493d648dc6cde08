import { expect, test } from 'vitest';
import { ABoard } from '../central/a-board.ts';
import { cookieOf } from '../central/a-browser.ts';
import { faultsOf, withoutRight } from './faults.ts';
import { type Asked, RawClient } from './raw-client.ts';
import { bodies, pathsTo } from './requests.ts';
import { recordRoutes } from './routes.ts';

/** Nobody listens there: the board serves what it knows all the same. */
const NO_BROKER = 'mqtt://127.0.0.1:1';

const pathOf = (url: string) =>
  url.replace(':operator', 'allmanna').replace(':office', 'kontor-1').replace(':file', 'none.js');
const ownerOf = (url: string) => (url.startsWith('/board/') ? 'session' : null);

test('whatever comes to whichever route of the board without the right to it is refused with a stable code', async () => {
  const routes = recordRoutes();
  const { running } = await ABoard.on([NO_BROKER]);
  const port = Number(new URL(running.url).port);
  const keys = {
    none: {},
    'a forged session': { cookie: `ak-board-${port}=abc.def` },
    'a token': { authorization: 'Bearer abc' },
    session: { cookie: await cookieOf(running.startUrl) },
  };
  const client = new RawClient(running.url);
  const asked = withoutRight(routes, { keys, port, pathOf, ownerOf });
  expect(asked.length).toBeGreaterThan(80);
  expect(await faultsOf(client, asked, ({ status }) => (status < 400 ? 'taken' : null))).toEqual([]);
  // With the right to it, a body changes nothing and breaks nothing.
  const owned = { ...keys.session, host: new URL(running.url).host };
  const withBodies = routes.flatMap(({ method, url }) =>
    Object.values(bodies).map(
      ({ headers, body }): Asked => ({ method, path: pathOf(url), headers: { ...headers, ...owned }, body }),
    ),
  );
  expect(await faultsOf(client, withBodies)).toEqual([]);
});

test('no address of the board gives another file of the machine', async () => {
  const { running } = await ABoard.on([NO_BROKER]);
  const client = new RawClient(running.url);
  const page = (await client.ask({ method: 'GET', path: '/', headers: { host: new URL(running.url).host } })).body;
  const headers = { host: new URL(running.url).host, cookie: await cookieOf(running.startUrl) };
  const asked = ['etc/passwd', 'history.sqlite'].flatMap(pathsTo).map((path) => ({ method: 'GET', path, headers }));
  const faults = await faultsOf(client, asked, ({ status, body }) => (status < 400 && body !== page ? 'a file' : null));
  expect(faults).toEqual([]);
});
