import { describe, expect, it } from 'vitest';
import { CARD, PIN, soFar } from './directory-at-work.ts';
import { OverTcp } from './over-tcp.ts';

const GOOD = { outcome: 'good' } as const;
const UNREACHABLE = { outcome: 'unavailable', code: 'patron-unreachable' } as const;

describe('a library that is down', () => {
  it('is told, answers at once while it is, and is asked again when it is back', async () => {
    const work = await OverTcp.ready();
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    await work.server.stop();
    await work.become('faulted patron-unreachable');
    for (let time = 0; time < 20; time++) expect(await soFar(work.ask())).toEqual(UNREACHABLE);
    await work.server.start();
    await work.become('ready', 100);
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-unreachable', 'ready']);
  });

  it('from the start is told, however often it is tried', async () => {
    const work = await OverTcp.start({ options: { port: 1 } });
    await work.become('faulted patron-unreachable');
    for (let attempt = 0; attempt < 3; attempt++) {
      // The wait for the next attempt is the one timer that there is.
      await expect.poll(() => work.clock.pending().filter((delay) => delay !== 5_000)).toHaveLength(1);
      expect(await soFar(work.ask())).toEqual(UNREACHABLE);
      work.clock.advance(Math.max(...work.clock.pending()));
    }
    expect(work.statuses).toEqual(['starting', 'faulted patron-unreachable']);
  });

  it('at an address that there cannot be is told like any other', async () => {
    const work = await OverTcp.start({ options: { port: 70_000 } });
    await work.become('faulted patron-unreachable');
    await work.directory.stop();
    expect(work.clock.pending()).toEqual([]);
  });

  it('in the middle of a question answers it as unavailable, before the deadline', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ mute: true });
    const asked = work.ask(CARD, PIN);
    await work.heard('63');
    await work.server.stop();
    expect(await asked).toEqual(UNREACHABLE);
  });

  it('hangs up on every question, and is found to be there again each time', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ hangsUpOn: '63' });
    for (let time = 0; time < 3; time++) {
      expect(await work.ask()).toEqual(UNREACHABLE);
      await work.become('ready', 200);
    }
    work.server.library.heal();
    expect(await work.ask()).toEqual(GOOD);
  });

  it('hung, takes connections and says nothing: one ask costs its deadline, those that follow nothing', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ mute: true });
    const first = work.ask();
    await work.heard('63');
    work.clock.advance(1_499);
    expect(await soFar(first)).toBe('pending');
    work.clock.advance(1);
    expect(await soFar(first)).toEqual({ outcome: 'unavailable', code: 'patron-timeout' });
    for (let time = 0; time < 20; time++)
      expect(await soFar(work.ask())).toEqual({ outcome: 'unavailable', code: 'patron-timeout' });
    expect(work.server.library.heard.filter((code) => code === '63')).toHaveLength(1);
    work.server.library.heal();
    await work.become('ready', 200);
    expect(await work.ask()).toEqual(GOOD);
  });

  it('is let go when the directory is stopped, in the middle of a question too', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ mute: true });
    const asked = work.ask();
    await work.heard('63');
    await work.directory.stop();
    expect(await asked).toEqual(UNREACHABLE);
    expect(work.clock.pending()).toEqual([]);
  });
});
