import { readFileSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../../device/contract/api.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

/** fetch does not let `Host` be set; this does. */
function rawRequest(box: TestBox, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(box.url);
    const request = httpRequest({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject).end();
  });
}

const tokenOf = (box: TestBox) => readFileSync(join(box.folder, 'kiosk-token'), 'utf8');

const codeOf = (answer: { status: number; body: unknown }) => `${answer.status} ${ErrorBody.parse(answer.body).code}`;

describe('a request is refused with a stable code, and nothing changes, when', () => {
  test.each([
    ['its reader is unknown', '/sim/readers/back/present', { uid: '04A1B2C3' }, '404 reader-unknown'],
    ['its reader is no id', '/sim/readers/..%2f..%2fetc/present', { uid: '04A1B2C3' }, '400 request-malformed'],
    ['its door is unknown', '/sim/doors/back/open', {}, '404 door-unknown'],
    ['its UID is odd', '/sim/readers/front/present', { uid: '04A1B' }, '400 credential-malformed'],
    ['its UID has five bytes', '/sim/readers/front/present', { uid: '04A1B2C3D4' }, '400 credential-malformed'],
    ['its key is unknown', '/sim/readers/front/present', { uid: '04A1B2C3', extra: 1 }, '400 request-malformed'],
    ['its body is no object', '/sim/readers/front/present', [], '400 request-malformed'],
    ['its body is no JSON', '/sim/readers/front/present', '{"uid":', '400 body-malformed'],
    ['its body is large', '/sim/readers/front/present', { uid: 'A'.repeat(5_000) }, '413 body-too-large'],
    ['the door is locked', '/sim/doors/entrance/open', {}, '409 door-locked'],
    ['the address is unknown', '/api/unknown', {}, '404 route-unknown'],
    ['the host view is locked', '/api/host/open-door', { door: 'entrance' }, '403 host-view-locked'],
    ['the count is negative', '/api/host/correct-count', { present: -1 }, '400 request-malformed'],
    ['the admin token is missing', '/api/admin/enrol-next', { role: 'host' }, '401 admin-token-required'],
  ])('%s', async (_why, path, body, expected) => {
    const box = await withBox();
    const before = await box.snapshot();
    expect(codeOf(await box.request('POST', path, body))).toBe(expected);
    // What a start still has to tell may be told meanwhile.
    const same = { atMs: 0, revision: 0, sound: null };
    expect({ ...(await box.snapshot()), ...same }).toEqual({ ...before, ...same });
    expect(box.strikeMoves()).toEqual([]);
  });

  test('it comes from another page, or by another name of this machine', async () => {
    const box = await withBox();
    const foreign = { origin: 'http://evil.example' };
    expect(codeOf(await box.request('POST', '/sim/readers/front/present', { uid: '04A1B2C3' }, foreign))).toBe(
      '403 origin-refused',
    );
    expect(codeOf(await box.request('GET', '/api/health', undefined, { origin: 'null' }))).toBe('403 origin-refused');
    expect(await rawRequest(box, '/api/health', { host: 'evil.example' })).toBe(421);
    expect(await rawRequest(box, '/api/health', { host: '127.0.0.1:1' })).toBe(421);
    expect((await box.request('GET', '/api/health', undefined, { origin: new URL(box.url).origin })).status).toBe(200);
    expect(box.strikeMoves()).toEqual([]);
  });

  test('it has no session, a forged one, or a start token that was used', async () => {
    const box = await withBox();
    for (const path of ['/api/snapshot', '/api/events']) {
      expect(codeOf(await box.request('GET', path, undefined, { cookie: '' }))).toBe('401 session-required');
      const forged = `ak-session-${new URL(box.url).port}=abc.def`;
      expect(codeOf(await box.request('GET', path, undefined, { cookie: forged }))).toBe('401 session-required');
    }
    expect(codeOf(await box.request('GET', '/?token=used-before'))).toBe('401 token-refused');
    expect((await box.request('GET', '/api/health', undefined, { cookie: '' })).status).toBe(200);
  });

  test('it asks for files outside the screen', async () => {
    const box = await withBox();
    for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/.env', '/kiosk.sqlite'])
      expect((await box.request('GET', path)).status).toBeGreaterThanOrEqual(400);
  });
});

test('the session cookie is for this box’s pages alone', async () => {
  const box = await withBox();
  const answer = await box.request('GET', `/?token=${tokenOf(box)}`);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(answer.headers.get('location')).toBe('/');
});

test('a start address opens one session, once; the next one is in a file for its owner alone', async () => {
  const box = await withBox();
  const token = tokenOf(box);
  expect((await box.request('GET', `/?token=${token}`)).status).toBe(303);
  expect(codeOf(await box.request('GET', `/?token=${token}`))).toBe('401 token-refused');
  expect(tokenOf(box)).not.toBe(token);
  expect((await box.request('GET', `/?token=${tokenOf(box)}`)).status).toBe(303);
  expect(statSync(join(box.folder, 'kiosk-token')).mode & 0o777).toBe(0o600);
});

test('pages are served with a strict content security policy', async () => {
  const { headers } = await (await withBox()).request('GET', '/');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('whatever is sent, the answer is a refusal with a stable code or a success, and the strike moves for no nonsense', async () => {
  const box = await withBox({ config: { policy: 'enrolled' } });
  const paths = [
    '/sim/readers/front/present',
    '/sim/readers/front/remove',
    '/sim/doors/entrance/rex',
    '/api/host/correct-count',
    '/api/host/enrol-next',
    '/api/admin/enrol-next',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.oneof(fc.json(), fc.string(), fc.jsonValue()),
      async (path, body) => {
        const answer = await box.request('POST', path, body ?? undefined);
        if (answer.status !== 200) ErrorBody.parse(answer.body);
        expect([200, 400, 401, 403, 413, 415]).toContain(answer.status);
      },
    ),
    { numRuns: 300 },
  );
  expect(box.strikeMoves()).toEqual([]);
  expect((await box.health()).status).toBe('ok');
});
