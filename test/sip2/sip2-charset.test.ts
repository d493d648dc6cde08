import { describe, expect, it } from 'vitest';
import { ASTA, CARD, PIN } from './directory-at-work.ts';
import { OverTcp } from './over-tcp.ts';

const GOOD = { outcome: 'good' } as const;
const CHARSET = { outcome: 'unavailable', code: 'patron-charset' } as const;
const AASA = { ...ASTA, name: 'Åsa Öberg', address: 'Ågatan 3' };

describe('a library with another charset', () => {
  it('that sends its names in Latin-1 is understood: nobody reads them', async () => {
    const work = await OverTcp.ready();
    work.server.library.patrons.set(CARD, AASA);
    work.server.library.fail({ latin1: true });
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('has the card numbers in its charset', async () => {
    const work = await OverTcp.ready({ options: { charset: 'latin1', institution: 'Öppna kontoret' } });
    work.server.library.patrons.set('Å-21', AASA);
    work.server.library.fail({ latin1: true });
    expect(await work.ask('Å-21', PIN)).toEqual(GOOD);
    work.server.library.heal();
    // Now it speaks UTF-8: the byte of the Å is no character, and the card is nobody's or the answer is another's.
    expect(await work.ask('Å-21', PIN)).not.toEqual(GOOD);
  });

  it('asks for ever for a message that it cannot add up, and is told to have another charset', async () => {
    const work = await OverTcp.ready({ options: { institution: 'Öppna kontoret' } });
    work.server.library.fail({ sumsCharacters: true });
    expect(await work.ask(CARD, PIN)).toEqual(CHARSET);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-charset']);
    expect(work.server.library.heard.filter((code) => code === '63')).toHaveLength(4);
  });

  it('asks for ever for any message, and costs four of them', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ asksAgain: Number.POSITIVE_INFINITY });
    expect(await work.ask(CARD, PIN)).toEqual(CHARSET);
    expect(work.server.library.heard.filter((code) => code === '63')).toHaveLength(4);
    work.server.library.heal();
    await work.become('ready', 200);
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
  });

  it('whose checksums are wrong only where a name is beyond ASCII is told apart from noise', async () => {
    const work = await OverTcp.ready();
    work.server.library.fail({ sumsCharacters: true });
    expect(await work.ask(CARD, PIN)).toEqual(GOOD);
    work.server.library.patrons.set(CARD, AASA);
    expect(await work.ask(CARD, PIN)).toEqual(CHARSET);
    expect(work.statuses.at(-1)).toBe('faulted patron-charset');
  });
});
