import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ShellStartAddress } from '../../device/contract/shell.ts';
import { FRAME_SILENCE } from '../../device/controller/shell-watch.ts';
import { type TestBox, withBox } from '../support/with-box.ts';

const bearer = (box: TestBox, name = 'shell-token') => ({
  authorization: `Bearer ${readFileSync(join(box.folder, name), 'utf8')}`,
});

/** What comes on a stream of the box, until the test ends. */
async function listen(box: TestBox, path: string, headers: Record<string, string>): Promise<() => string> {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const response = await fetch(new URL(path, box.url), { headers, signal: ended.signal });
  expect(response.status).toBe(200);
  let heard = '';
  void (async () => {
    for await (const chunk of response.body ?? []) heard += Buffer.from(chunk).toString();
  })().catch(() => {});
  return () => heard;
}

const shellOf = async (box: TestBox) => (await box.health()).shell;
const paint = (box: TestBox) => box.request('POST', '/api/kiosk/frame', {});

describe('the screen of a box', () => {
  test('is ready while its page paints, faulted three seconds after it stopped, and the box is then degraded', async () => {
    const box = await withBox();
    await listen(box, '/api/shell/watch', bearer(box));
    await expect.poll(() => shellOf(box)).toMatchObject({ state: 'starting' });
    expect(await paint(box)).toMatchObject({ status: 200, body: {} });
    expect(await box.health()).toMatchObject({ status: 'ok', shell: { state: 'ready' } });
    box.clock.advance(FRAME_SILENCE);
    expect(await box.health()).toMatchObject({ status: 'degraded', shell: { state: 'faulted' } });
    await paint(box);
    // A record that was on its way to the disk while the clock was wound counts as late until it is there.
    await expect.poll(() => box.health()).toMatchObject({ status: 'ok', shell: { state: 'ready' } });
    expect(box.journal.types()).toEqual(expect.arrayContaining(['shell-ready', 'shell-lost', 'shell-restart-asked']));
  });

  test('is started anew by whoever keeps it, who is told so with the reason', async () => {
    const box = await withBox();
    const heard = await listen(box, '/api/shell/watch', bearer(box));
    await expect.poll(() => shellOf(box)).toMatchObject({ state: 'starting' });
    await paint(box);
    box.clock.advance(FRAME_SILENCE);
    await expect.poll(heard).toContain('event: restart\ndata: {"code":"shell-gone"}\n\n');
    box.clock.advance(10_000);
    await expect.poll(heard).toContain('event: ping');
  });

  test('is well through clocks that are put forward and back', async () => {
    const box = await withBox();
    await listen(box, '/api/shell/watch', bearer(box));
    await expect.poll(() => shellOf(box)).toMatchObject({ state: 'starting' });
    for (const by of [86_400_000, -2 * 86_400_000]) {
      await paint(box);
      box.clock.setWall(box.clock.wallMs() + by);
      box.clock.advance(1_000);
    }
    expect(await shellOf(box)).toMatchObject({ state: 'ready' });
    expect(box.journal.types()).not.toContain('shell-lost');
  });
});

describe('the shell’s token', () => {
  test('is the owner’s alone, opens a session, once, and is good for nothing else', async () => {
    const box = await withBox();
    expect(statSync(join(box.folder, 'shell-token')).mode & 0o777).toBe(0o600);
    const answer = await box.request('POST', '/api/shell/start-address', {}, { cookie: '', ...bearer(box) });
    const { path } = ShellStartAddress.parse(answer.body);
    const open = () => fetch(new URL(path, box.url), { redirect: 'manual' });
    expect((await open()).status).toBe(303);
    expect((await open()).status).toBe(401);
    for (const [method, other] of [
      ['POST', '/api/admin/enrol-next'],
      ['GET', '/api/snapshot'],
      ['POST', '/api/kiosk/frame'],
    ] as const)
      expect(
        await box.request(method, other, method === 'GET' ? undefined : {}, { cookie: '', ...bearer(box) }),
      ).toMatchObject({ status: 401 });
  });

  test.each(['none', 'admin-token', 'kiosk-token'])('cannot be replaced by another: %s', async (name) => {
    const box = await withBox();
    const headers = name === 'none' ? {} : bearer(box, name);
    const refusal = { status: 401, body: { code: 'shell-token-required' } };
    expect(await box.request('GET', '/api/shell/watch', undefined, headers)).toMatchObject(refusal);
    expect(await box.request('POST', '/api/shell/start-address', {}, headers)).toMatchObject(refusal);
  });
});
