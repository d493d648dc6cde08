import { describe, expect, test, vi } from 'vitest';
import type { GuestPassAnswer } from '../../device/contract/api.ts';
import { ruled } from '../support/office.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, leaf, outcomeOf, tapped } from './at-door.ts';

const readers = [
  { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
  { id: 'inside', door: 'entrance', driver: 'simulated', direction: 'out' },
];
const config = { ...ruled({ modes: { staffed: { who: 'enrolled' } } }), readers };

async function issued(box: TestBox, pass: object = {}): Promise<GuestPassAnswer> {
  await asHost(box);
  const answer = await box.request('POST', '/api/host/guest-pass', { hours: 2, uses: 2, carrier: 'qr', ...pass });
  expect(answer.status).toBe(200);
  return answer.body as GuestPassAnswer;
}

const show = (box: TestBox, qr: string | null, reader = 'front') =>
  outcomeOf(box, () => box.request('POST', `/sim/readers/${reader}/present`, { qr }));

/** Comes in by the pass, opens and shuts the door, and goes out again. */
async function visit(box: TestBox, qr: string | null): Promise<void> {
  expect(await show(box, qr)).toMatchObject({ outcome: 'granted', direction: 'in' });
  await leaf(box, 'open');
  await leaf(box, 'close');
  box.clock.advance(3_000);
  expect(await show(box, qr, 'inside')).toMatchObject({ outcome: 'granted', direction: 'out' });
  box.clock.advance(3_000);
}

describe('a guest pass as a QR code', () => {
  test('lets a guest in as often as the host said, also over a restart, and out always', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config });
    const { text } = await issued(box);
    await visit(box, text);
    await box.stop();
    const second = await withBox({ folder, config });
    await visit(second, text);
    expect(await show(second, text)).toMatchObject({ reason: 'pass-used-up' });
    expect(await show(second, text, 'inside')).toMatchObject({ outcome: 'granted', direction: 'out' });
  });

  test('is not used up by a door that was not opened', async () => {
    const box = await withBox({ config });
    const { text } = await issued(box, { uses: 1 });
    expect(await show(box, text)).toMatchObject({ outcome: 'granted' });
    box.clock.advance(6_000);
    await visit(box, text);
    expect(await show(box, text)).toMatchObject({ reason: 'pass-used-up' });
  });

  test('that is shown at two readers at once, as a copy can be, is used once', async () => {
    const box = await withBox({
      config: {
        ...config,
        readers: [...readers, { id: 'side', door: 'entrance', driver: 'simulated', direction: 'in' }],
      },
    });
    const { text } = await issued(box, { uses: 1 });
    const before = (await box.snapshot()).lastTap?.id ?? 0;
    await Promise.all(
      ['front', 'side'].map((reader) => box.request('POST', `/sim/readers/${reader}/present`, { qr: text })),
    );
    await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).toBe(before + 2));
    expect(box.journal.types().filter((type) => type === 'access-granted')).toHaveLength(1);
    expect(box.journal.events.find(({ type }) => type === 'access-denied')).toMatchObject({ reason: 'pass-used-up' });
  });

  test('ends when its hours are over', async () => {
    const box = await withBox({ config });
    const { text, untilMs } = await issued(box);
    expect(untilMs - box.clock.wallMs()).toBe(2 * 3_600_000);
    box.clock.advance(2 * 3_600_000 + 60_000);
    expect(await show(box, text)).toMatchObject({ reason: 'credential-expired' });
  });

  test('that a host takes back opens nothing any more', async () => {
    const box = await withBox({ config });
    const { text } = await issued(box);
    await box.request('POST', '/api/host/next-card', { purpose: 'remove' });
    expect(await show(box, text)).toMatchObject({ outcome: 'changed' });
    box.clock.advance(3_000);
    expect(await show(box, text)).toMatchObject({ reason: 'credential-not-enrolled' });
  });

  test('that is lost is taken back from the list, which tells nothing of who has it', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder, config });
    const { text } = await issued(box);
    await box.stop();
    const again = await withBox({ folder, config });
    await asHost(again);
    await expect
      .poll(async () => (await again.snapshot()).host?.passes)
      .toEqual([{ ref: 1, untilMs: expect.any(Number), usesLeft: 2 }]);
    await show(again, text);
    await expect.poll(async () => (await again.snapshot()).host?.passes[0]?.usesLeft).toBe(1);
    expect((await again.request('POST', '/api/host/revoke-pass', { ref: 1 })).status).toBe(200);
    await expect.poll(async () => (await again.snapshot()).host?.passes).toEqual([]);
    again.clock.advance(6_000);
    expect(await show(again, text)).toMatchObject({ reason: 'credential-not-enrolled' });
    expect(await again.request('POST', '/api/host/revoke-pass', { ref: 1 })).toMatchObject({ status: 404 });
  });

  test('that was taken back makes nobody a visitor where everybody may come in', async () => {
    const box = await withBox({ config: { readers } });
    const { text } = await issued(box);
    await box.request('POST', '/api/host/next-card', { purpose: 'remove' });
    await show(box, text);
    box.clock.advance(3_000);
    expect(await show(box, text)).toMatchObject({ reason: 'credential-not-enrolled' });
  });

  test('with another end written on it is nobody’s', async () => {
    const box = await withBox({ config });
    const { text } = await issued(box);
    const forged = text?.replace(/\.(\d+)\./, (_, until) => `.${Number(until) + 86_400}.`) ?? '';
    expect(forged).not.toBe(text);
    expect(await show(box, forged)).toMatchObject({ reason: 'credential-not-enrolled' });
    expect(box.strikeMoves()).toEqual([]);
  });

  test('is in no log, snapshot or journal in clear', async () => {
    const box = await withBox({ config });
    const { text } = await issued(box);
    await show(box, text);
    const id = text?.split('.')[1] ?? 'none';
    expect(JSON.stringify([await box.snapshot(), box.journal.events])).not.toContain(id);
  });

  test.each([
    { hours: 25, uses: 1, code: 'pass-too-long' },
    { hours: 1, uses: 21, code: 'pass-too-long' },
    { hours: 0, uses: 1, code: 'request-malformed' },
  ])('for $hours hours and $uses uses is refused: $code', async ({ hours, uses, code }) => {
    const box = await withBox({ config });
    await asHost(box);
    const answer = await box.request('POST', '/api/host/guest-pass', { hours, uses, carrier: 'qr' });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });
});

test('a tag serves as a guest pass too', async () => {
  const box = await withBox({ config });
  expect(await issued(box, { carrier: 'tag', uses: 1 })).toMatchObject({ text: null });
  expect(await tapped(box)).toMatchObject({ outcome: 'enrolled', role: 'guest' });
  box.clock.advance(3_000);
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted' });
});
