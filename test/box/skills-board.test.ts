import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alwaysOpen } from '../support/office.ts';
import { boxFolder, type TestBox, withBox } from '../support/with-box.ts';
import { asHost, CARD, HOST_CARD, OTHER_CARD, tapped } from './at-door.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
const config = { doors, repeatTapMs: 0 };
const TEXT = 'Matte på gymnasiet';

const offer = (box: TestBox, body: object) => box.request('POST', '/api/kiosk/skills/offer', body);
const offers = async (box: TestBox) => (await box.snapshot()).skills?.offers;
const judge = (box: TestBox, judgement: string, ref: number | undefined) =>
  box.request('POST', `/api/host/skills/${judgement}`, { ref });

/** Asks at the screen, and lays a card on the reader. */
async function offered(box: TestBox, skill: string, { card = CARD, text = null as string | null } = {}) {
  expect((await offer(box, { skill, text })).status).toBe(200);
  return tapped(box, card);
}

/** A box with somebody inside who offers help with homework. */
async function withOffer(more: object = {}, folder = boxFolder()): Promise<TestBox> {
  const box = await withBox({ folder, config: { ...config, ...more } });
  await tapped(box);
  expect(await offered(box, 'homework')).toMatchObject({ outcome: 'skill-offered', waits: false });
  return box;
}

const homework = { skill: 'homework', count: 1, texts: [] };

describe('whoever is inside', () => {
  test('puts up one skill by the card, which opens no door; several are counted', async () => {
    const box = await withOffer();
    expect(await offers(box)).toEqual([homework]);
    await tapped(box, OTHER_CARD);
    expect(await offered(box, 'homework', { card: OTHER_CARD })).toMatchObject({ outcome: 'skill-offered' });
    expect(await offers(box)).toEqual([{ ...homework, count: 2 }]);
    expect(await offered(box, 'computer')).toMatchObject({ outcome: 'skill-offered' });
    expect(await offers(box)).toEqual([{ skill: 'computer', count: 1, texts: [] }, homework]);
    expect(box.strikeMoves().filter(Boolean).length).toBe(2);
  });

  test('takes it back by the card', async () => {
    const box = await withOffer();
    expect((await box.request('POST', '/api/kiosk/skills/take-back')).status).toBe(200);
    expect((await box.snapshot()).pendingTap).toMatchObject({ purpose: 'take-back-skill' });
    expect(await tapped(box)).toMatchObject({ outcome: 'skill-taken-back' });
    expect(await offers(box)).toEqual([]);
  });
});

describe('what somebody offers is gone', () => {
  test('when they tap out', async () => {
    const box = await withOffer();
    expect(await tapped(box)).toMatchObject({ outcome: 'granted', direction: 'out' });
    expect(await offers(box)).toEqual([]);
  });

  test('when the office has closed', async () => {
    const box = await withOffer();
    box.clock.advance(8 * HOUR + 16 * MINUTE);
    expect(await offers(box)).toEqual([]);
  });

  test('at the nightly reset', async () => {
    const box = await withOffer(alwaysOpen);
    box.clock.advance(17 * HOUR);
    expect(await offers(box)).toEqual([homework]);
    box.clock.advance(2 * HOUR);
    expect(await offers(box)).toEqual([]);
  });

  test('when they do not answer while staff leaves, and when a host says that nobody is inside', async () => {
    const box = await withOffer();
    await asHost(box);
    await box.request('POST', '/api/host/roll-call', { minutes: 5 });
    expect(await offers(box)).toEqual([homework]);
    box.clock.advance(5 * MINUTE);
    await expect.poll(() => offers(box)).toEqual([]);
    await tapped(box, OTHER_CARD);
    await offered(box, 'computer', { card: OTHER_CARD });
    await asHost(box);
    await box.request('POST', '/api/host/correct-count', { present: 0 });
    expect(await offers(box)).toEqual([]);
  });

  test('when the box is started anew, though they are still inside', async () => {
    const folder = boxFolder();
    const box = await withOffer({}, folder);
    await box.stop();
    const again = await withBox({ folder, config, at: box.clock.wallMs() });
    expect([(await again.snapshot()).occupancy.present, await offers(again)]).toEqual([1, []]);
  });
});

describe('nothing is put up', () => {
  test('by a card that is not inside, or no longer', async () => {
    const box = await withBox({ config });
    expect(await offered(box, 'homework')).toMatchObject({ outcome: 'not-inside' });
    for (const _ of ['in', 'out']) await tapped(box);
    expect(await offered(box, 'homework')).toMatchObject({ outcome: 'not-inside' });
    expect(await offers(box)).toEqual([]);
  });

  test('that is not in the list, that holds a personal number or is too long', async () => {
    const box = await withBox({ config });
    expect(await offer(box, { skill: 'plumbing' })).toMatchObject({ status: 404, body: { code: 'skill-unknown' } });
    expect(await offer(box, { skill: 'homework', text: '8112189876' })).toMatchObject({
      ...{ status: 400, body: { code: 'personal-number' } },
    });
    expect((await offer(box, { skill: 'homework', text: 'a'.repeat(61) })).status).toBe(400);
    expect((await box.snapshot()).pendingTap).toBeNull();
  });

  test('where the office has no board', async () => {
    const box = await withBox({ config: { ...config, skillsBoard: false } });
    expect((await box.snapshot()).skills).toBeNull();
    expect((await offer(box, { skill: 'homework' })).status).toBe(404);
    expect((await box.request('POST', '/api/kiosk/skills/take-back')).status).toBe(404);
  });
});

describe('what somebody writes', () => {
  test('is seen by hosts alone until one approves it, and no longer when another refuses it', async () => {
    const box = await withBox({ config });
    await tapped(box);
    expect(await offered(box, 'homework', { text: TEXT })).toMatchObject({ outcome: 'skill-offered', waits: true });
    expect(JSON.stringify(await box.snapshot())).not.toContain(TEXT);
    expect(await offers(box)).toEqual([homework]);
    await asHost(box);
    const waiting = (await box.snapshot()).host?.skills;
    expect(waiting).toEqual([{ ref: 1, skill: 'homework', text: TEXT, approved: false }]);
    expect((await judge(box, 'approve', waiting?.[0]?.ref)).status).toBe(200);
    expect(await offers(box)).toEqual([{ ...homework, texts: [TEXT] }]);
    await judge(box, 'reject', 1);
    expect(await offers(box)).toEqual([homework]);
    await judge(box, 'take-down', 1);
    expect(await offers(box)).toEqual([]);
    expect(await judge(box, 'approve', 1)).toMatchObject({ status: 410, body: { code: 'offer-gone' } });
  });

  test('waits for a host again when it is written anew', async () => {
    const box = await withBox({ config });
    await tapped(box);
    await offered(box, 'homework', { text: TEXT });
    await asHost(box);
    await judge(box, 'approve', 1);
    await offered(box, 'homework', { text: 'Något annat' });
    expect(await offers(box)).toEqual([homework]);
    expect((await judge(box, 'approve', 1)).status).toBe(410);
  });

  test('is approved by hosts alone', async () => {
    const box = await withOffer();
    expect(await judge(box, 'take-down', 1)).toMatchObject({ status: 403, body: { code: 'host-view-locked' } });
    expect(await offers(box)).toEqual([homework]);
  });
});

test('of the board neither the log nor any other file of the box has a word: that a host judged, and who, alone', async () => {
  const box = await withBox({ config });
  for (const card of [CARD, HOST_CARD]) await tapped(box, card);
  await offered(box, 'bookkeeping', { text: TEXT });
  await asHost(box);
  await judge(box, 'approve', 1);
  await box.stop();
  expect(JSON.stringify(box.journal.events)).not.toMatch(/bookkeeping|gymnasiet/);
  expect(box.journal.events.find(({ type }) => type === 'skill-offer-judged')).toMatchObject({ judgement: 'approve' });
  for (const name of readdirSync(box.folder)) {
    const bytes = readFileSync(join(box.folder, name));
    for (const word of ['bookkeeping', 'gymnasiet']) expect(bytes.includes(word), name).toBe(false);
  }
});
