import { expect, test } from 'vitest';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { linkTo, untilReady, upTo } from './linked.ts';

const HOUR_MS = 3_600_000;
/** The time limit of an attempt that is under way. */
const ATTEMPT_MS = 5000;

describeWith(['mosquitto'], 'a broker that is away for an hour', () => {
  test('(I6) then gets all that was kept, in order, each message once', async () => {
    const broker = await Mosquitto.prepare();
    const linked = linkTo(broker.url);
    linked.start();
    const waits: number[] = [];
    const attemptOver = () => expect.poll(() => linked.clock.pending(), { interval: 1 }).not.toContain(ATTEMPT_MS);
    await attemptOver();
    while (linked.clock.monotonicMs() < HOUR_MS) {
      // Between attempts one timer waits: the back-off.
      const [waitMs = Number.NaN, ...others] = linked.clock.pending();
      expect(others).toEqual([]);
      waits.push(waitMs);
      linked.outbox.fill(20);
      linked.link.wake();
      linked.clock.advance(waitMs);
      await attemptOver();
    }
    const kept = linked.outbox.size();
    expect(kept).toBeGreaterThan(1000);
    expect(linked.fault()).toBe('broker-unreachable');
    expect(linked.events).toEqual([{ type: 'broker-lost', code: 'broker-unreachable', detail: 'ECONNREFUSED' }]);

    await broker.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    linked.clock.advance(linked.clock.pending()[0] ?? 0);
    await untilReady(linked);
    await expect.poll(() => linked.outbox.size()).toBe(0);
    await expect.poll(() => subscriber.on('events').length).toBe(kept);
    expect(subscriber.on('events').map(({ seq }) => seq)).toEqual(upTo(kept));
    expect(linked.queued).toContain(kept);
    await expect.poll(() => linked.queued.at(-1)).toBe(0);

    // 1, 2, 4, 8, 16, 32 s and then 50 s, each ±20 %.
    [1, 2, 4, 8, 16, 32].forEach((seconds, n) => {
      expect(waits[n]).toBeGreaterThanOrEqual(seconds * 800);
      expect(waits[n]).toBeLessThanOrEqual(seconds * 1200);
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    expect(Math.min(...waits.slice(6))).toBeGreaterThanOrEqual(40_000);
    // No attempt reached a broker, so none has used up a number of the status stream.
    expect(subscriber.on('status').map(({ seq }) => seq)).toEqual([1]);
  });
});
