import { describe, expect, test } from 'vitest';
import { withBox } from '../support/with-box.ts';
import { asHost, doorOf, letIn, OTHER_CARD, setMode } from './at-door.ts';

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

  test('is refused without an open host view, for an unknown door, and for a mode that is none', async () => {
    const box = await withBox();
    expect(await setMode(box, 'unlock')).toMatchObject({ status: 403, body: { code: 'host-view-locked' } });
    await asHost(box);
    expect(await setMode(box, 'unlock', 'cellar')).toMatchObject({ status: 404, body: { code: 'door-unknown' } });
    expect(await setMode(box, 'ajar')).toMatchObject({ status: 400, body: { code: 'request-malformed' } });
    expect(box.strikeMoves()).toEqual([]);
  });
});
