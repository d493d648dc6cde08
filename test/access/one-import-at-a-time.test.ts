import { describe, expect, test } from 'vitest';
import { hashOf, rowsOf } from '../support/storage.ts';
import { type TestBox, withBox } from '../support/with-box.ts';
import { access, asAdmin, csv } from './at-the-command-line.ts';

const rowOf = (line: number, change: object = {}) => ({ line, hash: hashOf(line), ...change });

/** The API as the command uses it, or anybody else who can read the data folder. */
function importsOf(box: TestBox) {
  const ask = (method: string, path: string, body?: unknown) =>
    box.request(method, `/api/admin/import${path}`, body, asAdmin(box));
  const begin = async (plan: object = {}): Promise<string> => {
    const { body } = await ask('POST', '', { kind: 'credentials', ...plan });
    return (body as { id: string }).id;
  };
  return { ask, begin, add: (id: string, ...rows: object[]) => ask('POST', `/${id}/rows`, { rows }) };
}

const refusal = (status: number, code: string) => ({ status, body: { code } });

describe('while one import runs', () => {
  test('a second one is refused, and so is the command', async () => {
    const box = await withBox();
    const { ask, begin } = importsOf(box);
    await begin();
    expect(await ask('POST', '', { kind: 'patrons' })).toMatchObject(refusal(409, 'import-running'));
    const said = await access(box.folder, ['import-credentials', csv('kind,number', 'uid,04A1B2C3')]);
    expect(said).toMatchObject({ exit: 75, out: '' });
    expect(said.notes).toContain('(import-running)');
  });

  test('and is cancelled, nothing of it is left, and the next may begin', async () => {
    const box = await withBox();
    const { ask, begin, add } = importsOf(box);
    const first = await begin();
    await add(first, rowOf(1), rowOf(2));
    expect((await ask('DELETE', `/${first}`)).status).toBe(200);
    expect(await add(first, rowOf(3))).toMatchObject(refusal(404, 'import-unknown'));
    const second = await begin();
    await add(second, rowOf(4));
    expect((await ask('POST', `/${second}/commit`, {})).body).toEqual({ imported: 1, updated: 0 });
    await box.stop();
    expect(rowsOf(box.folder, `SELECT 1 FROM credential WHERE hash = x'${hashOf(1)}'`)).toEqual([]);
    expect(rowsOf(box.folder, `SELECT 1 FROM credential WHERE hash = x'${hashOf(4)}'`)).toHaveLength(1);
  });

  test('and nobody asks about it for a minute, it is forgotten', async () => {
    const box = await withBox();
    const { ask, begin, add } = importsOf(box);
    const id = await begin();
    box.clock.advance(59_000);
    expect((await add(id, rowOf(1))).status).toBe(200);
    box.clock.advance(59_000);
    expect((await add(id, rowOf(2))).status).toBe(200);
    box.clock.advance(60_000);
    expect(await ask('POST', `/${id}/commit`, {})).toMatchObject(refusal(404, 'import-unknown'));
    await expect.poll(async () => (await ask('POST', '', { kind: 'credentials' })).status).toBe(200);
  });

  test('it is over with its commit, whatever came of it', async () => {
    const box = await withBox();
    const { ask, begin, add } = importsOf(box);
    const id = await begin();
    await add(id, rowOf(1));
    const committed = ask('POST', `/${id}/commit`, {});
    const meanwhile = [ask('POST', `/${id}/commit`, {}), add(id, rowOf(2)), ask('DELETE', `/${id}`)];
    expect((await committed).body).toEqual({ imported: 1, updated: 0 });
    for (const asked of meanwhile) expect(await asked).toMatchObject(refusal(404, 'import-unknown'));
    await begin();
  });
});

describe('a commit', () => {
  test('of cards that are known by then is refused with their lines, and changes nothing', async () => {
    const box = await withBox();
    const { ask, begin, add } = importsOf(box);
    const known = await begin();
    await add(known, rowOf(7), rowOf(8));
    await ask('POST', `/${known}/commit`, {});
    const late = await begin();
    expect((await add(late, rowOf(6), rowOf(7), rowOf(8))).body).toEqual({ known: [7, 8] });
    expect(await ask('POST', `/${late}/commit`, {})).toMatchObject({
      status: 409,
      body: { code: 'credentials-known', count: 2, lines: [7, 8] },
    });
    await box.stop();
    expect(rowsOf(box.folder, `SELECT 1 FROM credential WHERE hash = x'${hashOf(6)}'`)).toEqual([]);
    expect(rowsOf(box.folder, `SELECT 1 FROM access_log WHERE type = 'credentials-imported'`)).toHaveLength(1);
  });

  test('of nothing changes nothing', async () => {
    const box = await withBox();
    const { ask, begin } = importsOf(box);
    expect((await ask('POST', `/${await begin()}/commit`, {})).body).toEqual({ imported: 0, updated: 0 });
  });
});

describe('rows are refused', () => {
  test.each([
    ['a visitor with a name', { label: 'Anna' }, 'label-refused'],
    ['a guest with a name', { role: 'guest', label: 'Anna' }, 'label-refused'],
    ['a personal number as a label', { role: 'host', label: '640823-3234' }, 'personal-number'],
    ['a personal number as a reason', { blocked: '6408233234' }, 'personal-number'],
    ['an instant that is none', { validUntilMs: 0 }, 'request-malformed'],
    ['a role that there is not', { role: 'boss' }, 'request-malformed'],
    ['more than a row says', { number: '04A1B2C3' }, 'request-malformed'],
  ])('%s', async (_, change, code) => {
    const box = await withBox();
    const { begin, add } = importsOf(box);
    const id = await begin();
    expect(await add(id, rowOf(1), rowOf(2, change))).toMatchObject(refusal(400, code));
    expect((await add(id, rowOf(1))).status).toBe(200);
  });

  test('that repeat a card, and the import is over', async () => {
    const box = await withBox();
    const { ask, begin, add } = importsOf(box);
    const id = await begin();
    await add(id, rowOf(1));
    expect(await add(id, rowOf(2), rowOf(1))).toMatchObject(refusal(400, 'rows-repeated'));
    expect(await ask('POST', `/${id}/commit`, {})).toMatchObject(refusal(404, 'import-unknown'));
  });

  test('beyond five thousand at once', async () => {
    const box = await withBox();
    const { begin, add } = importsOf(box);
    const many = Array.from({ length: 5_001 }, (_, n) => rowOf(n + 1));
    const id = await begin();
    expect(await add(id, ...many)).toMatchObject(refusal(400, 'request-malformed'));
    expect((await add(id, ...many.slice(1))).status).toBe(200);
  });
});

test('only whoever can read the data folder imports and exports', async () => {
  const box = await withBox();
  const id = await importsOf(box).begin();
  const asked = [
    ['POST', '/api/admin/import', { kind: 'credentials' }],
    ['POST', `/api/admin/import/${id}/rows`, { rows: [] }],
    ['POST', `/api/admin/import/${id}/commit`, {}],
    ['DELETE', `/api/admin/import/${id}`, undefined],
    ['GET', '/api/admin/export/credentials', undefined],
  ] as const;
  for (const [method, path, body] of asked)
    for (const headers of [{}, { authorization: 'Bearer 0' }] as Record<string, string>[])
      expect(await box.request(method, path, body, headers)).toMatchObject(refusal(401, 'admin-token-required'));
});
