import { describe, expect, it } from 'vitest';
import { CARD, DirectoryAtWork, PIN, soFar } from './directory-at-work.ts';

const GOOD = { outcome: 'good' } as const;
const TIMEOUT = { outcome: 'unavailable', code: 'patron-timeout' } as const;

/** Asks, and waits out the deadline of 1.5 s. */
async function askInVain(work: DirectoryAtWork): Promise<void> {
  const asked = work.ask();
  work.pass(1_499);
  expect(await soFar(asked)).toBe('pending');
  work.pass(1);
  expect(await soFar(asked)).toEqual(TIMEOUT);
}

/** Lets time pass until something can be asked again, and says how much, to 100 ms. */
function untilReady(work: DirectoryAtWork): number {
  for (let waited = 0; waited < 200_000; waited += 100) {
    if (work.directory.status().state === 'ready') return waited;
    work.pass(100);
  }
  throw new Error('it never was');
}

describe('a library that does not answer', () => {
  it('costs one visitor the deadline; those who stand behind, and those who come, are answered at once', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ mute: true });
    const first = work.ask();
    const behind = [work.ask(CARD, PIN, 5_000), work.ask('22', null, 60_000)];
    work.pass(1_500);
    for (const asked of [first, ...behind]) expect(await soFar(asked)).toEqual(TIMEOUT);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-timeout']);
    for (let time = 0; time < 100; time++) {
      expect(await soFar(work.ask())).toMatchObject({ outcome: 'unavailable' });
      work.pass(1_000);
    }
    expect(work.pipe.codes.filter((code) => code === '63')).toHaveLength(1);
  });

  it('is not asked a second time about somebody who has been answered', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ mute: true });
    await askInVain(work);
    work.pass(3_510);
    expect(work.pipe.codes).toEqual(['93', '99', '63']);
    expect(work.pipe.closed).toBe(1);
  });

  it('is found by itself when it is back, with nobody having asked', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ mute: true });
    await askInVain(work);
    work.pass(600_000);
    work.library.heal();
    expect(untilReady(work)).toBeLessThanOrEqual(61_000);
    expect(await work.askNow()).toEqual(GOOD);
  });

  it('to the connection itself is unreachable after 5 s, and costs one visitor the deadline', async () => {
    const work = new DirectoryAtWork();
    work.pipe.state = 'hangs';
    work.start();
    await askInVain(work);
    expect(await soFar(work.ask())).toEqual(TIMEOUT);
    work.pass(3_600);
    expect(work.statuses).toEqual(['starting', 'faulted patron-timeout', 'faulted patron-unreachable']);
    expect(work.pipe.closed).toBe(1);
    work.pipe.state = 'takes';
    work.pass(2_000);
    expect(await work.askNow()).toEqual(GOOD);
  });

  it('within a deadline shorter than any network is given a second all the same', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ slowMs: 500 });
    const asked = work.ask(CARD, null, 1);
    work.pass(1);
    expect(await soFar(asked)).toEqual(TIMEOUT);
    work.pass(4_000);
    expect(work.directory.status()).toMatchObject({ state: 'ready' });
  });
});

describe('a library that is too slow', () => {
  it('is heard out, looked at anew, and costs nobody else anything until it is as fast as it must be', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ slowMs: 3_000 });
    await askInVain(work);
    for (let time = 0; time < 300; time++) {
      expect(await soFar(work.ask())).toEqual(TIMEOUT);
      work.pass(1_000);
    }
    expect(work.pipe.opened).toBe(1);
    expect(work.pipe.codes.slice(2, 4)).toEqual(['63', '35']);
    expect(new Set(work.pipe.codes.slice(4))).toEqual(new Set(['99']));
    work.library.heal();
    untilReady(work);
    expect(await work.askNow()).toEqual(GOOD);
    expect(work.pipe.opened).toBe(1);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-timeout', 'ready']);
  });

  it('is forgiven when it has answered in time', async () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ slowMs: 3_000 });
    await askInVain(work);
    work.library.heal();
    untilReady(work);
    expect(await work.askNow()).toEqual(GOOD);
    work.library.fail({ slowMs: 2_000 });
    work.pipe.cut();
    // Back-off, login and status: nobody has missed anything of a library that takes 2 s.
    expect(untilReady(work)).toBe(5_100);
  });

  it('about patrons alone costs one visitor a deadline in a while, less and less often', async () => {
    const work = DirectoryAtWork.ready();
    work.pipe.respond = (message, own) => (message.startsWith('63') ? [] : own());
    const waits: number[] = [];
    for (let time = 0; time < 8; time++) {
      await askInVain(work);
      waits.push(untilReady(work));
    }
    // What was asked is waited for up to 5 s, then come the waits of the back-off: 1, 2, 4 … 50 s.
    expect(waits).toEqual([4_600, 5_600, 7_600, 11_600, 19_600, 35_600, 53_600, 53_600]);
    work.pipe.respond = (_, own) => own();
    expect(await work.askNow()).toEqual(GOOD);
    work.pipe.respond = (message, own) => (message.startsWith('63') ? [] : own());
    await askInVain(work);
    expect(untilReady(work)).toBe(4_600);
  });
});

describe('a library that hangs up', () => {
  it('is tried again after 1 s, 2 s, 4 s and so on up to 60 s, give or take a fifth', () => {
    for (const random of [0, 0.5, 0.999_999]) {
      const work = DirectoryAtWork.ready();
      work.random = random;
      work.pipe.state = 'refuses';
      work.pipe.cut();
      const factor = 0.8 + 0.4 * random;
      for (const seconds of [1, 2, 4, 8, 16, 32, 50, 50]) {
        const [wait = 0, ...others] = work.clock.pending();
        expect(others).toEqual([]);
        expect(wait).toBeCloseTo(seconds * 1000 * factor, 1);
        expect(wait).toBeLessThanOrEqual(60_000);
        work.pass(wait + 10);
      }
      expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-unreachable']);
    }
  });

  it('with somebody asking is unavailable, and sits behind a wait that begins at 1 s', async () => {
    const work = DirectoryAtWork.ready();
    for (let time = 0; time < 3; time++) {
      const asked = [work.ask(), work.ask()];
      work.pipe.cut();
      for (const answer of asked)
        expect(await soFar(answer)).toEqual({ outcome: 'unavailable', code: 'patron-unreachable' });
      expect(untilReady(work)).toBe(1_100);
      expect(await work.askNow()).toEqual(GOOD);
    }
  });
});
