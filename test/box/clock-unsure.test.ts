import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { boxFolder, MONDAY_10, withBox } from '../support/with-box.ts';
import { asHost, CARD, HOST_CARD, OTHER_CARD, tapped } from './at-door.ts';

const HOUR = 3_600_000;
const hostsOnly = ruled({ clock: { unsynchronised: 'hosts-only' } });

/** Data of a box that has run until Monday at eleven. */
async function ranBefore(config: object): Promise<string> {
  const folder = boxFolder();
  const before = await withBox({ folder, config: { ...config, repeatTapMs: 0 }, at: MONDAY_10 + HOUR });
  await tapped(before);
  await before.stop();
  return folder;
}

describe('a power cut after which the clock is behind, and no network', () => {
  test('keeps nobody out of an office that does not ask for it (I1)', async () => {
    const folder = await ranBefore({});
    const box = await withBox({ folder, at: MONDAY_10, synchronised: () => false });
    expect((await box.health()).clock).toMatchObject({ synchronised: false, unsure: true });
    expect(box.journal.types()).toContain('clock-doubted');
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'granted' });
  });

  test('lets only hosts in, where the policy says so, until the network has set the clock', async () => {
    const folder = await ranBefore(hostsOnly);
    let synchronised = false;
    const config = { ...hostsOnly, repeatTapMs: 0 };
    const box = await withBox({ folder, config, at: MONDAY_10 - 10 * HOUR, synchronised: () => synchronised });
    const movesBefore = box.strikeMoves();
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'denied', reason: 'clock-unsure' });
    expect(box.strikeMoves()).toEqual(movesBefore);
    expect(await tapped(box, HOST_CARD)).toMatchObject({ outcome: 'granted' });
    box.clock.setWall(MONDAY_10 + 2 * HOUR);
    synchronised = true;
    expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'granted' });
    box.clock.advance(20_000);
    expect((await box.health()).clock.unsure).toBe(false);
    expect(box.journal.types()).toContain('clock-trusted');
  });

  test('is told to the host', async () => {
    const folder = await ranBefore({});
    const box = await withBox({ folder, at: MONDAY_10, synchronised: () => false });
    await asHost(box);
    expect((await box.snapshot()).host?.box.clockUnsure).toBe(true);
  });

  test('does not keep a host from letting somebody in by hand', async () => {
    const folder = await ranBefore(hostsOnly);
    const box = await withBox({ folder, config: hostsOnly, at: MONDAY_10, synchronised: () => false });
    await asHost(box);
    const movesBefore = box.strikeMoves();
    expect((await box.request('POST', '/api/host/open-door', { door: 'entrance' })).status).toBe(200);
    expect(box.strikeMoves()).toEqual([...movesBefore, true]);
  });
});

test.each(['kiosk.sqlite', 'life-sign'])(
  'a start without %s knows from the other how late it has been',
  async (name) => {
    const folder = await ranBefore(hostsOnly);
    for (const each of readdirSync(folder)) if (each.startsWith(name)) rmSync(join(folder, each));
    const box = await withBox({ folder, config: hostsOnly, at: MONDAY_10, synchronised: () => false });
    expect((await box.health()).clock.unsure).toBe(true);
  },
);

test('a machine without a clock of its own is unsure of the hour until the network has set it', async () => {
  const box = await withBox({ config: hostsOnly, synchronised: () => false, hasHardwareClock: false });
  expect(await tapped(box, CARD)).toMatchObject({ reason: 'clock-unsure' });
});

test('a clock that is set back while the box runs is doubted until it has come to where it was', async () => {
  const box = await withBox({ config: { ...hostsOnly, repeatTapMs: 0 } });
  box.clock.setWall(MONDAY_10 - HOUR);
  expect(await tapped(box, CARD)).toMatchObject({ reason: 'clock-unsure' });
  box.clock.advance(HOUR);
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted' });
});

test('a first card does not unlock the door for all by a clock that may be behind', async () => {
  const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', firstCardIn: 'host' }];
  const config = { ...hostsOnly, doors };
  const box = await withBox({ config, synchronised: () => false, hasHardwareClock: false });
  expect(await tapped(box, HOST_CARD)).toMatchObject({ outcome: 'granted' });
  expect((await box.snapshot()).doors[0]?.mode).not.toBe('unlocked');
});
