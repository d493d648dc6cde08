import { describe, expect, it } from 'vitest';
import { checked } from './checked.ts';
import { CARD, DirectoryAtWork, PIN, soFar } from './directory-at-work.ts';

describe('a connection to a library', () => {
  it('begins with login and status, and the first patron is the third message', async () => {
    const work = new DirectoryAtWork();
    expect(work.directory.status()).toMatchObject({ state: 'starting' });
    work.start();
    work.pass(100);
    expect(work.pipe.sent).toEqual(['9300CNscclient|COclientpwd|CPkontor-1|AY0AZF08B', '9900802.00AY1AZFCA0']);
    expect(work.statuses).toEqual(['starting', 'ready']);
    expect(work.directory.status()).toMatchObject({ detail: 'SIP2, sip.example.se:6001' });
    expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'good' });
    expect(work.pipe.sent.slice(2)).toEqual([
      checked(`6300120260302   Z090000          AOSIMLIB|AA${CARD}|AD${PIN}|AY2`),
      checked(`3520260302   Z090000AOSIMLIB|AA${CARD}|AY3`),
    ]);
  });

  it('begins with the status where the library wants no login', () => {
    const work = DirectoryAtWork.ready({ login: undefined });
    expect(work.pipe.codes).toEqual(['99']);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('counts its messages from 0 to 9 and round', async () => {
    const work = DirectoryAtWork.ready();
    for (let time = 0; time < 5; time++) await work.askNow();
    expect(work.pipe.sent.map((message) => message.slice(-7, -6)).join('')).toBe('012345678901');
  });

  it('makes whoever comes before it stands wait for it, up to the deadline', async () => {
    const work = new DirectoryAtWork();
    work.start();
    const asked = work.ask();
    expect(await soFar(asked)).toBe('pending');
    work.pass(100);
    expect(await soFar(asked)).toEqual({ outcome: 'good' });
  });

  it('asks by 23, and ends no session, where the library knows no more', async () => {
    const work = new DirectoryAtWork();
    work.library.fail({ withoutPatronInformation: true });
    work.start();
    work.pass(100);
    expect(await work.askNow()).toEqual({ outcome: 'good' });
    expect(await work.askNow(CARD, PIN)).toEqual({ outcome: 'good' });
    expect(await work.askNow(CARD, '0000')).toEqual({ outcome: 'refused', reason: 'pin-wrong' });
    expect(await work.askNow('nobody')).toEqual({ outcome: 'refused', reason: 'patron-unknown' });
    expect(work.pipe.codes).toEqual(['93', '99', '23', '23', '23', '23']);
  });

  it('is kept alive by a status every four minutes in which nobody was asked about', async () => {
    const work = DirectoryAtWork.ready();
    work.pass(239_800);
    expect(work.pipe.codes).toEqual(['93', '99']);
    work.pass(300);
    expect(work.pipe.codes).toEqual(['93', '99', '99']);
    work.pass(200_000);
    await work.askNow();
    work.pass(239_000);
    expect(work.pipe.codes).toEqual(['93', '99', '99', '63', '35']);
    work.pass(1_500);
    expect(work.pipe.codes.at(-1)).toBe('99');
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('that dies unnoticed is found out by that, asked twice and made anew', () => {
    const work = DirectoryAtWork.ready();
    work.library.fail({ mute: true });
    work.pass(240_000);
    expect(work.directory.status()).toMatchObject({ state: 'ready' });
    work.pass(10_100);
    expect(work.directory.status()).toMatchObject({ state: 'faulted', faultCode: 'patron-timeout' });
    expect(work.pipe.closed).toBe(1);
    work.library.heal();
    work.pass(2_000);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-timeout', 'ready']);
  });

  it('that the library does not let in is told so, and asked for less and less often', async () => {
    const work = new DirectoryAtWork();
    work.library.fail({ refusesLogin: true });
    work.start();
    work.pass(100);
    expect(work.statuses).toEqual(['starting', 'faulted patron-login-refused']);
    expect(await soFar(work.ask())).toEqual({ outcome: 'unavailable', code: 'patron-login-refused' });
    work.pass(3_600_000);
    expect(work.pipe.opened).toBeGreaterThan(60);
    expect(work.pipe.opened).toBeLessThan(90);
    expect(work.statuses).toEqual(['starting', 'faulted patron-login-refused']);
    work.library.heal();
    work.pass(60_000);
    expect(work.statuses.at(-1)).toBe('ready');
  });

  it('to a library that says it is out is told so, and made anew', async () => {
    const work = new DirectoryAtWork();
    work.library.fail({ offline: true });
    work.start();
    work.pass(500);
    expect(work.statuses).toEqual(['starting', 'faulted patron-offline']);
    work.library.heal();
    work.pass(2_000);
    expect(work.statuses.at(-1)).toBe('ready');
  });
});

describe('a directory', () => {
  it('is started once', () => {
    const work = DirectoryAtWork.ready();
    work.start();
    work.pass(100);
    expect(work.pipe.opened).toBe(1);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('that is not started answers at once', async () => {
    const work = new DirectoryAtWork();
    expect(await soFar(work.ask())).toEqual({ outcome: 'unavailable', code: 'patron-unreachable' });
    expect(work.clock.pending()).toEqual([]);
  });

  it('that is stopped answers all who wait, lets go, and leaves nothing behind', async () => {
    const work = DirectoryAtWork.ready();
    const asked = [work.ask(), work.ask('22')];
    await work.directory.stop();
    for (const answer of asked)
      expect(await soFar(answer)).toEqual({ outcome: 'unavailable', code: 'patron-unreachable' });
    expect(await soFar(work.ask())).toEqual({ outcome: 'unavailable', code: 'patron-unreachable' });
    expect(work.pipe.closed).toBe(1);
    // What the pipe still carries is no timer of the directory's.
    work.pass(100);
    expect(work.clock.pending()).toEqual([]);
    expect(work.statuses).toEqual(['starting', 'ready']);
  });

  it('that is stopped while it waits to connect anew does not', async () => {
    const work = DirectoryAtWork.ready();
    work.pipe.state = 'refuses';
    work.pipe.cut();
    await work.directory.stop();
    work.pipe.state = 'takes';
    work.pass(600_000);
    expect(work.pipe.opened).toBe(1);
  });
});
