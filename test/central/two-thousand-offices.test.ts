import { expect, test } from 'vitest';
import { BoardFeed } from '../../provisioning/central/board/board-feed.ts';
import { LocalDays } from '../../provisioning/central/offices/local-day.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AStream, cookieOf } from './a-browser.ts';
import { AnOffice, counted, said } from './an-office.ts';

const OFFICES = 2_000;

describeWith(['mosquitto'], 'two thousand offices', () => {
  test('of two thousand offices a delta holds the one that changed', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const speaker = await AnOffice.at(broker.url);
    const names = Array.from({ length: OFFICES }, (_, at) => `allmanna/kontor-${at}`);
    for (const topics of ['status', 'occupancy'])
      await Promise.all(
        names.map((name, at) => {
          const data = topics === 'status' ? { status: 'online' } : counted(at % 24);
          const { topic, text } = said(name, topics, data, { seq: 1 });
          return speaker.client.publishAsync(topic, text, { qos: 1, retain: true });
        }),
      );
    const known = () =>
      [...board.running.collector.offices.values()].filter(({ occupancy }) => occupancy !== null).length;
    await expect.poll(known, { timeout: 20_000 }).toBe(OFFICES);
    const stream = new AStream(board.running.url, await cookieOf(board.running.startUrl));
    await expect
      .poll(() => stream.offices.filter(({ occupancy }) => occupancy).length, { timeout: 5_000 })
      .toBe(OFFICES);
    const told = stream.deltas.length;
    const office = await AnOffice.at(broker.url, 'allmanna/kontor-1234');
    await office.say('occupancy', counted(17), { seq: 2 });
    await expect.poll(() => stream.deltas.length, { timeout: 5_000 }).toBe(told + 1);
    expect(stream.deltas.at(-1)?.offices).toMatchObject([{ office: 'kontor-1234', occupancy: { present: 17 } }]);
    expect(stream.deltaBytes.at(-1)).toBeLessThan(2_000);
  }, 60_000);

  test('a row is made when it changes, not each time that somebody looks', async () => {
    const days = LocalDays.in('Europe/Stockholm');
    if (!days.ok) throw new Error('no such zone');
    const feed = new BoardFeed(() => 1_796_000_000_000, days.value);
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    await (await AnOffice.at(broker.url)).say('status', { status: 'online' }, { seq: 1 });
    await expect.poll(() => board.row()?.online).toBe(true);
    const [[name, office] = ['', undefined]] = board.running.collector.offices;
    if (office === undefined) throw new Error('no office');
    let looks = 0;
    const counting = new Proxy(office, {
      get: (target, key, receiver) => {
        if (key === 'health') looks += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    feed.set(name, counting);
    expect(JSON.parse(feed.delta() ?? '{}').offices).toHaveLength(1);
    expect([feed.delta(), feed.delta()]).toEqual([null, null]);
    for (let times = 0; times < 10; times += 1) expect(JSON.parse(feed.snapshot()).offices).toHaveLength(1);
    expect(looks).toBe(1);
    // The same once more is no change.
    feed.set(name, { ...office });
    expect(feed.delta()).toBeNull();
  });
});
