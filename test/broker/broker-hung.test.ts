import { expect, onTestFinished, test, vi } from 'vitest';
import { ok } from '../../device/contract/result.ts';
import { systemClock } from '../../device/system-clock.ts';
import { Mosquitto, Subscriber } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { firsts, linkTo, passes, untilReady, upTo } from './linked.ts';

describeWith(['mosquitto'], 'a broker that hangs', () => {
  test('from the first: the attempt ends after 5 s, and the next one follows', async () => {
    const broker = await Mosquitto.start();
    broker.pause();
    const linked = linkTo(broker.url);
    linked.start();
    linked.clock.advance(4999);
    expect(linked.state()).toBe('starting');
    linked.clock.advance(1);
    expect(linked.fault()).toBe('broker-unreachable');
    expect(linked.events).toEqual([{ type: 'broker-lost', code: 'broker-unreachable', detail: 'no CONNACK in time' }]);
    broker.resume();
    await untilReady(linked);
  });

  test('(I6) later: what it does not acknowledge stays; after 20 s the connection is made anew and all is sent again', async () => {
    const broker = await Mosquitto.start();
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    broker.pause();
    linked.outbox.fill(50);
    linked.link.wake();
    // The watch over the PUBACKs is set when the first message has gone out.
    await expect.poll(() => linked.clock.pending()).toContain(20_000);
    linked.clock.advance(19_999);
    expect(linked.state()).toBe('ready');
    linked.clock.advance(20_000);
    expect(linked.fault()).toBe('broker-unreachable');
    expect(linked.outbox.size()).toBe(50);
    expect(linked.outbox.erased).toEqual([]);
    broker.resume();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.size()).toBe(0);
    await expect.poll(() => subscriber.received.at(-1)?.seq).toBe(50);
    expect(firsts(subscriber.on('events').map(({ seq }) => seq))).toEqual(upTo(50));
  });

  test('(I6) and does not answer the keep-alive, with messages in flight: that is a loss like any other', async () => {
    // The keep-alive is the MQTT client's own, by the timers of the process.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url);
    linked.start();
    await untilReady(linked);
    broker.pause();
    linked.outbox.fill(5);
    linked.link.wake();
    await expect.poll(() => linked.clock.pending()).toContain(20_000);
    vi.advanceTimersByTime(60_000);
    expect(linked.fault()).toBe('broker-unreachable');
    broker.resume();
    await untilReady(linked);
    await expect.poll(() => linked.outbox.size()).toBe(0);
  });

  test('does not hold up stop: it resolves within 1 s of real time, and nothing happens afterwards', async () => {
    const broker = await Mosquitto.start();
    const linked = linkTo(broker.url, { clock: systemClock });
    linked.start();
    await untilReady(linked);
    broker.pause();
    linked.outbox.fill(50);
    linked.link.wake();
    const before = performance.now();
    await linked.link.stop();
    expect(performance.now() - before).toBeLessThan(1000);
    const [statuses, reads] = [linked.statuses.length, linked.outbox.reads];
    const kept = linked.outbox.size();
    broker.resume();
    // The broker now sees a cut connection, so it sends the last will: everything that could come back has come.
    const subscriber = new Subscriber(broker.url);
    await expect.poll(() => subscriber.listening).toBe(true);
    linked.link.wake();
    expect([linked.statuses.length, linked.outbox.reads, linked.outbox.size()]).toEqual([statuses, reads, kept]);
  });

  test('(I6) and is gone for good while a renewed certificate is taken up: the link comes back all the same', async () => {
    const broker = await Mosquitto.start();
    let mark = 'the first';
    const linked = linkTo(broker.url, { identity: () => ok({ validUntil: null, issuer: '', mark }) });
    linked.start();
    await untilReady(linked);
    // The certificate is looked at each hour.
    await passes(linked, 11);
    linked.clock.advance(299_000);
    mark = 'another';
    broker.pause();
    linked.outbox.fill(5);
    linked.link.wake();
    await expect.poll(() => linked.clock.pending()).toContain(20_000);
    linked.clock.advance(1_000);
    await broker.kill();
    linked.clock.advance(1_000);
    await broker.start();
    await expect
      .poll(
        () => {
          linked.clock.advance(100);
          return linked.outbox.size();
        },
        { timeout: 4_000 },
      )
      .toBe(0);
    expect(linked.state()).toBe('ready');
  });

  test('while it is being connected to does not hold up stop either', async () => {
    const broker = await Mosquitto.start();
    broker.pause();
    const linked = linkTo(broker.url, { clock: systemClock });
    linked.start();
    const before = performance.now();
    await linked.link.stop();
    expect(performance.now() - before).toBeLessThan(1000);
    expect(linked.statuses.map(({ state }) => state)).toEqual(['starting']);
  });
});
