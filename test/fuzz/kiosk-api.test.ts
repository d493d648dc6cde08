import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowsOf as storedIn } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';
import { faultsOf, withoutRight } from './faults.ts';
import { type Asked, RawClient } from './raw-client.ts';
import { bodies, commandLike, malformedHttp, pathsTo } from './requests.ts';
import { type Route, recordRoutes } from './routes.ts';

/** So that what failed fails again; fast-check prints it with what it found. */
const SEED = 20_261_130;

/** Known to a box where nothing is real. */
const DEMO_HOST_UID = '04DE300000DE01';

type Fuzzed = { readonly box: TestBox; readonly client: RawClient; readonly routes: readonly Route[] };

async function aBox(): Promise<Fuzzed> {
  const routes = recordRoutes();
  const box = await withBox({ config: { policy: 'enrolled', fireInput: { driver: 'simulated' } } });
  return { box, client: new RawClient(box.url), routes };
}

const hostOf = (box: TestBox) => new URL(box.url).host;

/** With things that are there in the places of names. */
function pathOf(url: string): string {
  const name = url.includes('/readers/') ? 'front' : url.includes('/doors/') ? 'entrance' : '1';
  return url.replace(/:(id|reader)/, name).replace('*', 'none.js');
}

/** Whose key opens this route; null where anybody’s does. */
function ownerOf(path: string): string | null {
  if (path.startsWith('/api/admin/')) return 'admin';
  if (path.startsWith('/api/shell/')) return 'shell';
  return path.startsWith('/api/') && path !== '/api/health' ? 'session' : null;
}

function keysOf(box: TestBox): Readonly<Record<string, Record<string, string>>> {
  const secret = (name: string) => `Bearer ${readFileSync(join(box.folder, name), 'utf8')}`;
  const cookie = (value: string) => `ak-session-${new URL(box.url).port}=${value}`;
  return {
    none: {},
    'a forged session': { cookie: cookie('abc.def') },
    'a session without signature': { cookie: cookie('abc') },
    'a made-up token': { authorization: 'Bearer abc' },
    'an empty token': { authorization: 'Bearer ' },
    'the session secret': { authorization: secret('session-secret') },
    'the start token': { authorization: secret('kiosk-token') },
    session: { cookie: box.cookie },
    shell: { authorization: secret('shell-token') },
    admin: { authorization: secret('admin-token') },
  };
}

/** What a start still has to tell may be told at any moment. */
const LATE = new Set(['atMs', 'revision', 'sound', 'retention']);

/** All that a request could have changed. */
async function stateOf(box: TestBox) {
  const screen = JSON.parse(JSON.stringify(await box.snapshot(), (key, value) => (LATE.has(key) ? null : value)));
  const log = storedIn(box.folder, "SELECT seq, type FROM access_log WHERE type <> 'log-annotated'");
  const cards = storedIn(box.folder, 'SELECT count(*) AS cards FROM credential');
  return { screen, log, cards, strike: box.strikeMoves() };
}

/** As whoever may: from here, with the key of the route. */
function asOwner(box: TestBox, { method, url }: Route, body: { headers?: object; body: Asked['body'] }): Asked {
  const key = keysOf(box)[ownerOf(url) ?? 'none'];
  const headers = { ...body.headers, ...key, host: hostOf(box) };
  return { method, path: pathOf(url), headers, ...(body.body === undefined ? {} : { body: body.body }) };
}

const changing = (routes: readonly Route[]) => routes.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

describe('whatever comes to whichever route of the box', () => {
  test('without the right to it: it is refused with a stable code, and nothing has changed', async () => {
    const { box, client, routes } = await aBox();
    const before = await stateOf(box);
    const asked = withoutRight(routes, { keys: keysOf(box), port: Number(new URL(box.url).port), pathOf, ownerOf });
    expect(asked.length).toBeGreaterThan(1_000);
    expect(await faultsOf(client, asked, ({ status }) => (status < 400 ? 'taken' : null))).toEqual([]);
    expect(await stateOf(box)).toEqual(before);
  });

  test('as no command, from a host who may: it is refused, and nothing has changed', async () => {
    const { box, client, routes } = await aBox();
    await box.request('POST', '/api/host/request-view');
    await box.tap(DEMO_HOST_UID);
    await expect.poll(async () => (await box.snapshot()).host).not.toBeNull();
    const before = await stateOf(box);
    const { none: _, empty: _empty, null: _null, ...nonsense } = bodies;
    const asked = changing(routes).flatMap((route) => Object.values(nonsense).map((body) => asOwner(box, route, body)));
    const ofImports = ({ path }: Asked) => path.includes('/import');
    const faults = await faultsOf(client, asked, ({ status }, each) =>
      status < 400 && !ofImports(each) ? 'taken' : null,
    );
    expect(faults).toEqual([]);
    expect(await stateOf(box)).toEqual(before);
  });

  test('larger than it may be: it is refused as that, with no limit that is another route’s', async () => {
    const { box, client, routes } = await aBox();
    const headers = { 'content-type': 'application/json' };
    const asked = changing(routes).map((route) =>
      asOwner(box, route, { headers, body: `"${'a'.repeat(route.bodyLimit)}"` }),
    );
    const isThat = (body: string) => body.includes('"body-too-large"') && !/\d/.test(body);
    expect(await faultsOf(client, asked, ({ body }) => (isThat(body) ? null : 'not too large'))).toEqual([]);
  });

  test('made up of the words of commands: the strike is idle, and there is no grant', async () => {
    const { box, client, routes } = await aBox();
    const headers = { 'content-type': 'application/json' };
    const anyCommand = fc.tuple(fc.constantFrom(...changing(routes)), commandLike);
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 8, maxLength: 8 }), async (commands) => {
        const asked = commands.map(([route, body]) => asOwner(box, route, { headers, body: JSON.stringify(body) }));
        expect(await faultsOf(client, asked)).toEqual([]);
      }),
      { seed: SEED, numRuns: 60, endOnFailure: true },
    );
    expect(box.strikeMoves()).toEqual([]);
    expect(storedIn(box.folder, "SELECT seq FROM access_log WHERE type LIKE 'access-granted%'")).toEqual([]);
  });
});

describe('an address that leads out of the screen’s folder, or nowhere', () => {
  test('gives no file of this machine', async () => {
    const { box, client } = await aBox();
    const index = (await box.request('GET', '/')).body;
    const headers = { host: hostOf(box), cookie: box.cookie };
    const targets = ['package.json', 'etc/passwd', 'kiosk.sqlite', 'test/fixtures/screen/index.html'];
    const asked = targets.flatMap(pathsTo).map((path) => ({ method: 'GET', path, headers }));
    const isOther = (body: string) => body !== index;
    expect(
      await faultsOf(client, asked, ({ status, body }) => (status < 400 && isOther(body) ? 'a file' : null)),
    ).toEqual([]);
  });
});

test('what is no HTTP is refused with a stable code, and the box goes on', async () => {
  const { box, client } = await aBox();
  for (const [what, bytes] of Object.entries(malformedHttp)) {
    const said = await client.say(bytes.replaceAll('HOST', hostOf(box)));
    expect(said, what).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(said, what).toMatch(/x-content-type-options: nosniff/i);
    expect(said, what).toMatch(/\{"code":"[a-z-]+","message":"[^"]+"\}/);
  }
  expect((await box.health()).status).toBe('ok');
});
