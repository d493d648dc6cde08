import { describe, expect, test } from 'vitest';
import { boxFolder, withBox } from '../support/with-box.ts';
import { asHost, doorOf, letIn, OTHER_CARD, setMode, tapped } from './at-door.ts';

describe('a host', () => {
  test('holds the door unlocked, and locks it', async () => {
    const box = await withBox();
    await asHost(box);
    expect((await setMode(box, 'unlock')).status).toBe(200);
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
    expect(box.strikeMoves()).toEqual([true]);
    expect((await setMode(box, 'lock')).status).toBe(200);
    expect(box.strikeMoves()).toEqual([true, false]);
    expect(box.journal.types().filter((type) => type === 'door-mode-changed')).toHaveLength(2);
  });

  test('locks the door down: nobody is let in, not by card and not by button, until it is lifted', async () => {
    const box = await withBox();
    await asHost(box);
    await setMode(box, 'lock-down');
    await letIn(box);
    expect((await box.snapshot()).lastTap).toMatchObject({ outcome: 'denied', reason: 'door-locked-down' });
    const opened = await box.request('POST', '/api/host/open-door', { door: 'entrance' });
    expect(opened).toMatchObject({ status: 409, body: { code: 'door-locked-down' } });
    expect(await setMode(box, 'unlock')).toMatchObject({ status: 409, body: { code: 'door-locked-down' } });
    expect(box.strikeMoves()).toEqual([]);
    await setMode(box, 'lift');
    await letIn(box, OTHER_CARD);
    expect(box.strikeMoves()).toEqual([true]);
  });

  test.each([
    ['locked down', 'lock-down', 'door-locked-down'],
    ['blocked', 'block', 'door-blocked'],
  ])(
    'finds a door that was %s so after a restart, a night between or not, until it is lifted',
    async (_, command, reason) => {
      const folder = boxFolder();
      const box = await withBox({ folder });
      await asHost(box);
      await setMode(box, 'unlock');
      await setMode(box, command);
      await box.stop();
      const second = await withBox({ folder, at: box.clock.wallMs() });
      expect(await tapped(second)).toMatchObject({ outcome: 'denied', reason });
      second.clock.advance(24 * 3_600_000);
      await second.stop();
      const third = await withBox({ folder, at: second.clock.wallMs() });
      expect(await tapped(third)).toMatchObject({ outcome: 'denied', reason });
      await asHost(third);
      await setMode(third, 'lift');
      expect(await doorOf(third)).toMatchObject({ mode: 'locked' });
      await third.stop();
      const fourth = await withBox({ folder, at: third.clock.wallMs() });
      expect(await tapped(fourth)).toMatchObject({ outcome: 'granted' });
    },
  );

  test('finds a door that was held unlocked locked after a restart', async () => {
    const folder = boxFolder();
    const box = await withBox({ folder });
    await asHost(box);
    await setMode(box, 'unlock');
    await box.stop();
    const again = await withBox({ folder, at: box.clock.wallMs() });
    expect(await doorOf(again)).toMatchObject({ mode: 'locked' });
    expect(again.strikeMoves().at(-1)).toBe(false);
  });

  test('is refused without an open host view, for an unknown door, and for a mode that is none', async () => {
    const box = await withBox();
    expect(await setMode(box, 'unlock')).toMatchObject({ status: 403, body: { code: 'host-view-locked' } });
    await asHost(box);
    expect(await setMode(box, 'unlock', 'cellar')).toMatchObject({ status: 404, body: { code: 'door-unknown' } });
    expect(await setMode(box, 'ajar')).toMatchObject({ status: 400, body: { code: 'request-malformed' } });
    expect(box.strikeMoves()).toEqual([]);
  });
});
