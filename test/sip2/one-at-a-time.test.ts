import { describe, expect, it } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { checked } from './checked.ts';
import { CARD, DirectoryAtWork, PIN, soFar } from './directory-at-work.ts';

const GOOD = { outcome: 'good' } as const;
const unavailable = (code: string) => ({ outcome: 'unavailable', code });

/** The patron messages that went out since the library was found to be there, as they were sent. */
const asked = (work: DirectoryAtWork) => work.pipe.sent.filter((message) => message.startsWith('63'));

describe('requests to a library', () => {
  it('go one at a time, in their order, each after the answer to the one before', async () => {
    const work = DirectoryAtWork.ready();
    let outstanding = 0;
    let most = 0;
    work.pipe.respond = (_, own) => {
      outstanding += 1;
      most = Math.max(most, outstanding);
      work.clock.after(milliseconds(4), () => {
        outstanding -= 1;
      });
      return own();
    };
    const answers = [work.ask(), work.ask('22'), work.ask(CARD, PIN), work.ask('23')];
    work.pass(1_000);
    expect(await Promise.all(answers.map(soFar))).toMatchObject([GOOD, { reason: 'patron-unknown' }, GOOD, {}]);
    expect(asked(work).map((message) => /AA(\d+)/.exec(message)?.[1])).toEqual([CARD, '22', CARD, '23']);
    expect(most).toBe(1);
  });

  it('that are not answered in 5 s are sent once more as they were, and then given up', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ mute: true });
    const answer = work.ask(CARD, null, 60_000);
    work.pass(4_999);
    expect(asked(work)).toHaveLength(1);
    work.pass(5_000);
    const [first, second, ...more] = asked(work);
    expect([second, more]).toEqual([first, []]);
    expect(await soFar(answer)).toBe('pending');
    work.pass(10);
    expect(await soFar(answer)).toEqual(unavailable('patron-timeout'));
    expect(work.pipe.closed).toBe(1);
  });

  it('that are answered at the second time are answered', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ mute: true });
    const answer = work.ask(CARD, null, 60_000);
    work.pass(4_000);
    work.library.heal();
    work.pass(1_100);
    expect(await soFar(answer)).toEqual(GOOD);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('are not answered by what answers another', async () => {
    const work = DirectoryAtWork.ready();
    work.library.patrons.delete(CARD);
    const good = `64${' '.repeat(14)}00120260302    090000${'0000'.repeat(6)}AOSIMLIB|AA${CARD}|BLY|CQY|`;
    work.pipe.respond = (message, own) =>
      message.startsWith('63') ? [`${checked(`${good}AY1`)}\r`, `${checked(`${good}AY3`)}\r`, ...own()] : own();
    expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
  });

  it('are answered once when the answer comes twice at once', async () => {
    const work = DirectoryAtWork.ready();
    work.pipe.respond = (_, own) => {
      const [answer = ''] = own();
      return [answer + answer];
    };
    expect(await work.askNow()).toEqual(GOOD);
    expect(await work.askNow('nobody')).toMatchObject({ reason: 'patron-unknown' });
    expect(work.pipe.codes).toEqual(['93', '99', '63', '35', '63', '35']);
  });

  it('are not crossed by the status that keeps the connection alive', async () => {
    const work = DirectoryAtWork.ready();
    work.pass(239_500);
    work.library.fail({ slowMs: 1_000 });
    const answer = work.ask();
    work.pass(900);
    expect(work.pipe.codes).toEqual(['93', '99', '63']);
    work.pass(200);
    expect(await soFar(answer)).toEqual(GOOD);
  });

  it('are answered by a library that writes the letters of the card in its own way', async () => {
    const work = DirectoryAtWork.ready();
    work.library.patrons.set('b1234', { pin: '1', name: 'Bo', address: 'x', born: '19800101' });
    work.pipe.respond = (message, own) =>
      message.startsWith('63')
        ? own().map((answer) => `${checked(answer.replace('AAb1234|', 'AAB1234|').replace(/AZ....\r$/, ''))}\r`)
        : own();
    expect(await work.askNow('b1234')).toEqual(GOOD);
    expect(work.pipe.closed).toBe(0);
  });

  it('end the connection when the answer is about another card', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ wrongCard: true });
    const answers = [work.ask(), work.ask()];
    work.pass(10);
    for (const answer of answers) expect(await soFar(answer)).toEqual(unavailable('patron-garbled'));
    expect(work.pipe.closed).toBe(1);
    expect(asked(work)).toHaveLength(1);
    work.library.heal();
    work.pass(2_000);
    expect(await work.askNow()).toEqual(GOOD);
  });

  it('that wait are answered by their deadlines', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ slowMs: 1_000 });
    const [first, second, third] = [work.ask(), work.ask(CARD, null, 500), work.ask()];
    work.pass(499);
    expect(await soFar(second)).toBe('pending');
    work.pass(1);
    expect(await soFar(second)).toEqual(unavailable('patron-timeout'));
    expect(await soFar(third)).toEqual(unavailable('patron-timeout'));
    work.pass(600);
    expect(await soFar(first)).toEqual(GOOD);
    expect(asked(work)).toHaveLength(1);
  });

  it('are asked for again when the library tells its status instead, with a number of their own', async () => {
    const work = DirectoryAtWork.ready();
    let times = 0;
    work.pipe.respond = (message, own) => {
      times += message.startsWith('63') ? 1 : 0;
      const sequence = message.slice(-7, -6);
      const status = `98YYYNYN60000320260302    0900002.00AOx|BXYYYYYYYYYYYYYYYY|AY${sequence}`;
      return message.startsWith('63') && times === 1 ? [`${checked(status)}\r`] : own();
    };
    expect(await work.askNow()).toEqual(GOOD);
    const [first = '', second = ''] = asked(work);
    expect([first.slice(-9, -6), second.slice(-9, -6)]).toEqual(['AY2', 'AY3']);
    expect(second.slice(0, -7)).toBe(first.slice(0, -7).replace('AY2', 'AY3'));
  });

  it('are unavailable when that status is that it goes out', async () => {
    const work = DirectoryAtWork.ready();
    work.pipe.respond = (message, own) =>
      message.startsWith('63') ? [`${checked('98NYYNYN60000320260302    0900002.00AOx|AY2')}\r`] : own();
    expect(await work.askNow()).toEqual(unavailable('patron-offline'));
    expect(work.statuses.at(-1)).toBe('faulted patron-offline');
  });
});

describe('requests without error detection', () => {
  const ready = () => DirectoryAtWork.ready({ errorDetection: false });

  it('have neither number nor checksum, and are answered', async () => {
    const work = ready();
    expect(await work.askNow(CARD, PIN)).toEqual(GOOD);
    expect(work.pipe.sent.join()).not.toMatch(/AY\d|AZ/);
  });

  it('are answered after bytes that belonged to no line', async () => {
    const work = ready();
    work.pipe.respond = (_, own) => [`${own().join('')}12345`];
    for (let time = 0; time < 3; time++) expect(await work.askNow(CARD, PIN)).toEqual(GOOD);
  });

  it('are never sent twice: nobody could tell the answers apart', async () => {
    const work = ready();
    work.library.fail({ mute: true });
    const answer = work.ask(CARD, '0000', 60_000);
    work.pass(5_010);
    expect(await soFar(answer)).toEqual(unavailable('patron-timeout'));
    expect(asked(work)).toHaveLength(1);
    expect(work.pipe.closed).toBe(1);
  });

  it('are not answered by an answer that comes too late for the one before', async () => {
    const work = ready();
    work.library.fail({ slowMs: 3_000 });
    const late = work.ask(CARD, PIN);
    work.pass(1_500);
    expect(await soFar(late)).toEqual(unavailable('patron-timeout'));
    // The library is well again from here on, and the late answer is still under way.
    work.library.heal();
    expect(await soFar(work.ask(CARD, '0000'))).toEqual(unavailable('patron-timeout'));
    work.pass(10_000);
    expect(await work.askNow(CARD, '0000')).toEqual({ outcome: 'refused', reason: 'pin-wrong' });
  });
});
