import { describe, expect, it } from 'vitest';
import { CARD, DirectoryAtWork, PIN, soFar } from './directory-at-work.ts';

const WRONG = { outcome: 'refused', reason: 'pin-wrong' } as const;
const MINUTE = 60_000;

const timesAsked = (work: DirectoryAtWork) => work.library.heard.filter((code) => code === '63').length;

describe('a wrong PIN', () => {
  it('is asked about three times in a quarter of an hour, and then is wrong without the library, whatever it is', async () => {
    const work = DirectoryAtWork.ready();
    for (let time = 0; time < 3; time++) expect(await work.askNow(CARD, `000${time}`)).toEqual(WRONG);
    expect(await work.askNow(CARD, '0003')).toEqual(WRONG);
    expect(await work.askNow(CARD, PIN)).toEqual(WRONG);
    expect(timesAsked(work)).toBe(3);
    work.pass(14 * MINUTE);
    expect(await work.askNow(CARD, PIN)).toEqual(WRONG);
    work.pass(MINUTE);
    expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'good' });
  });

  it('does not count against other cards, nor against the card where no PIN is asked for', async () => {
    const work = DirectoryAtWork.ready();
    work.library.patrons.set('22', { pin: '22', name: 'Bo', address: 'x', born: '19800101' });
    for (let time = 0; time < 3; time++) await work.askNow(CARD, '0000');
    expect(await work.askNow('22', '22')).toEqual({ outcome: 'good' });
    expect(await work.askNow(CARD)).toEqual({ outcome: 'good' });
  });

  it('is forgiven by the right one', async () => {
    const work = DirectoryAtWork.ready();
    for (let round = 0; round < 3; round++) {
      for (let time = 0; time < 2; time++) expect(await work.askNow(CARD, '0000')).toEqual(WRONG);
      expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'good' });
    }
    expect(timesAsked(work)).toBe(9);
  });

  it('is one, and counts, where the library says nothing of it', async () => {
    const work = DirectoryAtWork.ready({ errorDetection: false });
    work.pipe.respond = (_, own) => own().map((answer) => answer.replace('|CQY', ''));
    for (let time = 0; time < 4; time++) expect(await work.askNow(CARD, PIN)).toEqual(WRONG);
    expect(timesAsked(work)).toBe(3);
  });

  it('counts when its answer comes too late for whoever typed it', async () => {
    const work = DirectoryAtWork.ready();
    for (let time = 0; time < 3; time++) {
      work.library.fail({ slowMs: 3_000 });
      const asked = work.ask(CARD, '0000');
      work.pass(1_500);
      expect(await soFar(asked)).toMatchObject({ outcome: 'unavailable' });
      work.library.heal();
      work.pass(2 * MINUTE);
    }
    expect(await work.askNow(CARD, PIN)).toEqual(WRONG);
    expect(timesAsked(work)).toBe(3);
  });

  it('is counted before those that wait behind it are asked about', async () => {
    const work = DirectoryAtWork.ready();
    const asked = Array.from({ length: 6 }, () => work.ask(CARD, '0000'));
    work.pass(1_000);
    for (const answer of asked) expect(await soFar(answer)).toEqual(WRONG);
    expect(timesAsked(work)).toBe(3);
  });

  it('that is empty is refused without the library, which would call it right', async () => {
    const work = DirectoryAtWork.ready();
    for (let time = 0; time < 10; time++)
      for (const nothing of ['', '|', '\r\n']) expect(await work.askNow(CARD, nothing)).toEqual(WRONG);
    expect(timesAsked(work)).toBe(0);
    expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'good' });
  });

  it("that the charset cannot write is refused without the library, and a number is nobody's", async () => {
    const work = DirectoryAtWork.ready({ charset: 'latin1' });
    work.library.patrons.set('?', { pin: '?', name: 'Bo', address: 'x', born: '19800101' });
    expect(await work.askNow('?', '\u010d')).toEqual(WRONG);
    expect(await work.askNow('\u010d')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
    expect(await work.askNow(' |')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
    expect(timesAsked(work)).toBe(0);
  });
});
