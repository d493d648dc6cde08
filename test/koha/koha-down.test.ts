import { describe, expect, it, vi } from 'vitest';
import { err } from '../../device/contract/result.ts';
import type { KohaTrouble } from '../../device/simulator/koha/simulated-koha.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeConnection, never, response } from './fake-connection.ts';
import { BY_PASSWORD, BY_TOKEN, DEADLINE_MS, DirectoryAtWork, KohaAtWork, PATRON } from './koha-at-work.ts';

const { cardNumber, pin } = PATRON;
const GOOD = { outcome: 'good' };
const unavailable = (code: string) => ({ outcome: 'unavailable', code });

const unreachable = () => err({ code: 'patron-unreachable' as const });

describe('a Koha that answers no more', () => {
  it('costs one visitor the deadline, and nobody after, and is ready by itself when it is back', async () => {
    const work = await KohaAtWork.ready();
    work.koha.breakDown('hung');
    const first = work.ask(cardNumber);
    await vi.waitFor(() => expect(work.koha.asked).toHaveLength(3));
    work.clock.advance(DEADLINE_MS - 1);
    expect(work.status).toBe('ready');
    work.clock.advance(1);
    expect(await first).toEqual(unavailable('patron-timeout'));
    expect(work.status).toBe('faulted patron-timeout');

    const askedBefore = work.koha.asked.length;
    expect(await Promise.all([work.ask(cardNumber), work.ask(cardNumber, pin)])).toEqual([
      unavailable('patron-timeout'),
      unavailable('patron-timeout'),
    ]);
    expect(work.koha.asked).toHaveLength(askedBefore);

    work.koha.heal();
    work.clock.advance(1_000);
    await work.reaches('ready');
    expect(await work.ask(cardNumber)).toEqual(GOOD);
    expect(work.statuses).toEqual(['starting', 'ready', 'faulted patron-timeout', 'ready']);
  });

  it('and whose machine is gone is told at once, and found again', async () => {
    const work = await KohaAtWork.ready();
    await work.koha.stop();
    expect(await work.ask(cardNumber)).toEqual(unavailable('patron-unreachable'));
    expect(await work.ask(cardNumber)).toEqual(unavailable('patron-unreachable'));
    work.clock.advance(1_000);
    await vi.waitFor(() => expect(work.clock.pending()).toContain(2_000));
    await work.koha.start();
    work.clock.advance(2_000);
    await work.reaches('ready');
    expect(await work.ask(cardNumber)).toEqual(GOOD);
  });

  it('when the box starts is told, and found when it is there', async () => {
    const work = await KohaAtWork.made();
    await work.koha.stop();
    work.start();
    await work.reaches('faulted patron-unreachable');
    expect(await work.ask(cardNumber)).toEqual(unavailable('patron-unreachable'));
    await work.koha.start();
    work.clock.advance(1_000);
    await work.reaches('ready');
    expect(work.statuses).toEqual(['starting', 'faulted patron-unreachable', 'ready']);
  });

  it('is answered for in time with a PIN, where either of the two requests could have been', async () => {
    const work = await KohaAtWork.ready();
    work.koha.slowDown(2_000);
    const answer = work.ask(cardNumber, pin);
    await vi.waitFor(() => expect(work.clock.pending()).toContain(2_000));
    work.clock.advance(2_000);
    await vi.waitFor(() => expect(work.koha.asked.at(-1)).toBe('POST /auth/password/validation'));
    work.clock.advance(999);
    expect(work.status).toBe('ready');
    work.clock.advance(1);
    expect(await answer).toEqual(unavailable('patron-timeout'));
  });

  it.each([
    ['dropping', 'patron-unreachable'],
    ['cut', 'patron-unreachable'],
    ['server-error', 'patron-server-error'],
    ['redirecting', 'patron-redirected'],
    ['login-refused', 'patron-login-refused'],
    ['forbidden', 'patron-login-refused'],
  ] as const satisfies readonly (readonly [KohaTrouble, string])[])(
    'as it should (%s) is faulted with the code %s until it does',
    async (trouble, code) => {
      const work = await KohaAtWork.ready();
      work.koha.breakDown(trouble);
      expect(await work.ask(cardNumber)).toEqual(unavailable(code));
      expect(work.status).toBe(`faulted ${code}`);
      work.clock.advance(1_000);
      await vi.waitFor(() => expect(work.clock.pending()).toContain(2_000));
      expect(work.status).toBe(`faulted ${code}`);
      work.koha.heal();
      work.clock.advance(2_000);
      await work.reaches('ready');
      expect(await work.ask(cardNumber)).toEqual(GOOD);
    },
  );

  it('is let go in time: what was asked is aborted', async () => {
    const connection = new FakeConnection(never);
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    const answer = work.ask(cardNumber);
    await vi.waitFor(() => expect(connection.signals.map(({ aborted }) => aborted)).toEqual([false]));
    work.clock.advance(DEADLINE_MS);
    expect(await answer).toEqual(unavailable('patron-timeout'));
    expect(connection.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('looking whether it is back', () => {
  it('is done after 1 s, 2 s, 4 s and so on, at last every 50 s', async () => {
    const clock = new ManualClock();
    const sentAtMs: number[] = [];
    const connection = new FakeConnection(() => {
      sentAtMs.push(clock.monotonicMs());
      return unreachable();
    });
    const work = new DirectoryAtWork(connection, clock, { login: BY_PASSWORD });
    work.start();
    await work.pass(240_000);
    const waitsMs = sentAtMs.slice(1).map((atMs, at) => atMs - (sentAtMs[at] ?? 0));
    expect(waitsMs).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 50_000, 50_000, 50_000]);
  });

  it.each([
    [0, 800, 40_000],
    [1, 1_200, 60_000],
  ])(
    'is a fifth sooner or later, by chance (%d): first after %d ms, at last every %d ms',
    async (random, first, last) => {
      const connection = new FakeConnection(unreachable);
      const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
      work.random = random;
      work.start();
      await work.pass(100);
      expect(work.clock.pending().map(Math.round)).toEqual([first]);
      await work.pass(240_000);
      expect(work.clock.pending().map(Math.round)).toEqual([last]);
    },
  );

  it('begins anew at 1 s when there was no trouble for two minutes, and not when it only seemed to be back', async () => {
    let isDown = true;
    const connection = new FakeConnection(({ path }) => {
      if (isDown) return unreachable();
      return path.includes('patron_id') ? response(200, []) : response(503, {});
    });
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    work.start();
    await work.pass(20_000);
    isDown = false;
    await work.pass(20_000);
    expect(work.status).toBe('ready');
    const askAndWait = async () => {
      expect(await work.ask(cardNumber)).toEqual(unavailable('patron-server-error'));
      const [wait] = work.clock.pending();
      await work.pass(50_000);
      expect(work.status).toBe('ready');
      return wait;
    };
    expect(await askAndWait()).toBe(32_000);
    expect(await askAndWait()).toBe(50_000);
    await work.pass(70_000);
    expect(await askAndWait()).toBe(1_000);
  });

  it('gives up after 5 s and looks again', async () => {
    const connection = new FakeConnection(never);
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_TOKEN });
    work.start();
    await work.pass(5_000);
    expect(work.status).toBe('faulted patron-timeout');
    await work.pass(1_000);
    expect(connection.sent).toHaveLength(2);
  });

  it('brings nobody’s record here', async () => {
    const work = await KohaAtWork.ready();
    expect(work.koha.queries).toEqual([{ patron_id: 0 }]);
  });

  it('is not begun anew by an ask that fails meanwhile', async () => {
    const connection = new FakeConnection(({ path }) => (path.includes('patron_id') ? never() : unreachable()));
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    work.start();
    expect(await work.ask(cardNumber)).toEqual(unavailable('patron-unreachable'));
    expect(work.clock.pending()).toEqual([5_000]);
    await work.pass(5_000);
    expect(work.clock.pending()).toEqual([1_000]);
  });

  it('is done once however many asks failed', async () => {
    const work = new DirectoryAtWork(new FakeConnection(unreachable), new ManualClock(), { login: BY_PASSWORD });
    await Promise.all([work.ask('1'), work.ask('2'), work.ask('3')]);
    expect(work.clock.pending()).toEqual([1_000]);
  });
});

describe('a directory that is stopped', () => {
  it('answers what is being asked at once, asks no more, and sets no timer', async () => {
    const connection = new FakeConnection(never);
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    work.start();
    const answers = [work.ask(cardNumber), work.ask(cardNumber, pin)];
    await work.pass(100);
    await work.directory.stop();
    expect(await Promise.all(answers)).toEqual([unavailable('patron-unreachable'), unavailable('patron-unreachable')]);
    expect(connection.closed).toBe(1);
    expect(connection.signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    expect(work.clock.pending()).toEqual([]);
    expect(await work.ask(cardNumber)).toEqual(unavailable('patron-unreachable'));
    await work.pass(120_000, 1_000);
    expect(work.clock.pending()).toEqual([]);
    expect(connection.sent).toHaveLength(3);
    expect(work.statuses).toEqual(['starting']);
  });

  it('leaves alone what was answered before', async () => {
    const connection = new FakeConnection(() => response(200, []));
    const work = new DirectoryAtWork(connection, new ManualClock(), { login: BY_PASSWORD });
    await work.ask(cardNumber);
    await work.directory.stop();
    expect(connection.signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('does not look whether a dead one is back', async () => {
    const work = await KohaAtWork.ready();
    await work.koha.stop();
    await work.ask(cardNumber);
    await work.directory.stop();
    expect(work.clock.pending()).toEqual([]);
  });
});
