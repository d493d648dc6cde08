import { describe, expect, it } from 'vitest';
import { CARD, PIN, soFar } from './directory-at-work.ts';
import { OverTcp } from './over-tcp.ts';

const GOOD = { outcome: 'good' } as const;
const TIMEOUT = { outcome: 'unavailable', code: 'patron-timeout' } as const;

describe('a slow library', () => {
  it('is waited for up to the deadline', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ slowMs: 1_400 });
    const asked = work.ask(CARD, PIN);
    await work.heard('63');
    work.clock.advance(1_400);
    expect(await asked).toEqual(GOOD);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('answers too late: nobody hears it, nobody else waits, the connection stays, and it is found when it is fast', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ slowMs: 3_000 });
    const asked = work.ask(CARD, PIN);
    await work.heard('63');
    work.clock.advance(1_500);
    expect(await asked).toEqual(TIMEOUT);
    work.clock.advance(1_500);
    // The late answer came: the library is told that this patron is done with.
    await work.heard('35');
    expect(await soFar(work.ask())).toEqual(TIMEOUT);
    work.server.library.heal();
    await work.become('ready', 500);
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    expect(work.server.connections).toBe(1);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-timeout', 'ready']);
  });

  it('byte by byte is understood', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ pieceBytes: 1 });
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    expect(await work.ask('nobody')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
  });

  it('stops in the middle of an answer, and is no answer', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ endless: true, lineEnd: '\r' });
    const asked = work.ask();
    expect(await asked).toEqual({ outcome: 'unavailable', code: 'patron-garbled' });
  });
});
