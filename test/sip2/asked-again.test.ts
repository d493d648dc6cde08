import { describe, expect, it } from 'vitest';
import { CARD, DirectoryAtWork, soFar } from './directory-at-work.ts';

const GOOD = { outcome: 'good' } as const;
const unavailable = (code: string) => ({ outcome: 'unavailable', code });

describe('a library that asks for a message again', () => {
  it('gets it as it was, up to three times', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ asksAgain: 3 });
    expect(await work.askNow()).toEqual(GOOD);
    const messages = work.pipe.sent.filter((message) => message.startsWith('63'));
    expect(messages).toHaveLength(4);
    expect(new Set(messages).size).toBe(1);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('without end has another charset, as far as can be told', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ asksAgain: Number.POSITIVE_INFINITY });
    expect(await work.askNow()).toEqual(unavailable('patron-charset'));
    expect(work.pipe.sent.filter((message) => message.startsWith('63'))).toHaveLength(4);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-charset']);
    expect(work.pipe.closed).toBe(1);
  });
});

describe('an answer with a wrong checksum', () => {
  it('is asked for again by 97, up to three times, and the request itself is not sent twice', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ spoilt: 3 });
    expect(await work.askNow()).toEqual(GOOD);
    expect(work.pipe.codes.slice(2)).toEqual(['63', '97', '97', '97', '35']);
    expect(work.pipe.sent[3]).toBe('97AZFEF5');
  });

  it('for ever ends the connection', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ spoilt: Number.POSITIVE_INFINITY });
    expect(await work.askNow()).toEqual(unavailable('patron-garbled'));
    expect(work.pipe.codes.slice(2)).toEqual(['63', '97', '97', '97']);
    expect(work.pipe.closed).toBe(1);
  });

  it('ends it at once without error detection, where it cannot be asked for again', async () => {
    const work = DirectoryAtWork.ready({ errorDetection: false });
    work.pipe.respond = () => ['941AY0AZ0000\r'];
    expect(await work.askNow()).toEqual(unavailable('patron-garbled'));
    expect(work.pipe.codes.slice(2)).toEqual(['63']);
  });

  it('ends it when the library does not understand that it is to say it again (3M SIP 2.00)', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ spoilt: 1 });
    work.pipe.respond = (message, own) => (message.startsWith('97') ? ['96AZFEF6\r'] : own());
    expect(await work.askNow()).toEqual(unavailable('patron-charset'));
    expect(work.pipe.codes.slice(2)).toEqual(['63', '97']);
  });

  it('may be followed by a request that is asked for again', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ spoilt: 1 });
    let requests = 0;
    work.pipe.respond = (message, own) => {
      if (message.startsWith('97')) return [];
      requests += message.startsWith('63') ? 1 : 0;
      return message.startsWith('63') && requests === 2 ? ['96AZFEF6\r'] : own();
    };
    const answer = work.ask(CARD, null, 60_000);
    work.pass(5_050);
    expect(await soFar(answer)).toEqual(GOOD);
    expect(work.pipe.codes.slice(2)).toEqual(['63', '97', '63', '63', '35']);
  });

  it('is waited for no longer than any other', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ spoilt: 1 });
    work.pipe.respond = (message, own) => (message.startsWith('97') ? [] : own());
    const answer = work.ask(CARD, null, 60_000);
    work.pass(5_005);
    expect(await soFar(answer)).toBe('pending');
    expect(work.pipe.codes.slice(2, 5)).toEqual(['63', '97', '63']);
    work.pass(10);
    expect(await soFar(answer)).toEqual(GOOD);
  });
});
