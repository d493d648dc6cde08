import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AStream, ask, cookieOf } from './a-browser.ts';
import { AnOffice, counted, doorBody, healthBody, newBoot } from './an-office.ts';

const MORNING = Date.parse('2026-11-30T08:00:00+01:00');

async function boardAndOffice(startMs?: number) {
  const broker = await Mosquitto.start();
  const time = { nowMs: startMs ?? 0 };
  const board = await ABoard.on([broker.url], [], startMs === undefined ? Date.now : () => time.nowMs);
  await board.connected();
  const office = await AnOffice.at(broker.url);
  const watch = async () => new AStream(board.running.url, await cookieOf(board.running.startUrl));
  return { broker, board, office, time, watch };
}

describeWith(['mosquitto'], 'what the board tells', () => {
  test('a browser is told the whole first, then what changes', async () => {
    const { board, office, watch } = await boardAndOffice();
    await office.say('status', { status: 'online' }, { seq: 1 });
    await office.say('occupancy', counted(5), { seq: 1 });
    await office.say('doors/yard', doorBody('yard'), { seq: 1 });
    await office.say('doors/entrance', doorBody('entrance'), { seq: 1 });
    await office.say('health', healthBody, { seq: 1 });
    await expect.poll(() => board.row()?.health).toBeTruthy();
    const stream = await watch();
    await expect.poll(() => stream.snapshots.length).toBe(1);
    const [snapshot] = stream.snapshots;
    expect(snapshot?.link.state).toBe('connected');
    await expect.poll(() => stream.offices[0]?.health, { timeout: 3_000 }).toBeTruthy();
    expect(stream.offices).toMatchObject([
      {
        ...{ operator: 'allmanna', office: 'kontor-1', online: true, evacuation: false, missing: 0, log: 'unknown' },
        occupancy: { present: 5, seats: 24 },
        doors: [{ door: 'entrance' }, { door: 'yard' }],
        health: { status: 'ok' },
      },
    ]);
    await office.say('evacuation', { active: true, present: 5, quality: 'counted' }, { seq: 1 });
    await expect.poll(() => stream.deltas.at(-1)?.offices[0]?.evacuation, { timeout: 3_000 }).toBe(true);
    expect(stream.deltas.at(-1)?.revision).toBeGreaterThan(snapshot?.revision ?? 0);
  });

  test('however much happens, it is told at most once a second', async () => {
    const { office, watch } = await boardAndOffice();
    const stream = await watch();
    await expect.poll(() => stream.snapshots.length).toBe(1);
    let seq = 0;
    await expect
      .poll(
        async () => {
          seq += 1;
          await office.say('occupancy', counted(seq), { seq });
          return stream.deltas.length;
        },
        { timeout: 8_000, interval: 20 },
      )
      .toBeGreaterThanOrEqual(3);
    const waits = stream.times.slice(1).map((time, at) => time - (stream.times[at] ?? 0));
    expect(Math.min(...waits)).toBeGreaterThan(800);
    await expect.poll(() => stream.offices[0]?.occupancy?.present, { timeout: 3_000 }).toBe(seq);
  });

  test('a lost broker is told', async () => {
    const { broker, watch } = await boardAndOffice();
    const stream = await watch();
    await expect.poll(() => stream.snapshots[0]?.link.state).toBe('connected');
    await broker.kill();
    await expect
      .poll(() => stream.deltas.at(-1)?.link, { timeout: 3_000 })
      .toMatchObject({ state: 'lost', code: 'broker-unreachable' });
  });

  test('a count of which nobody told for a quarter of an hour is not known any longer', async () => {
    const { office, time, watch } = await boardAndOffice(MORNING);
    await office.say('occupancy', counted(5), { seq: 1, atMs: MORNING });
    const stream = await watch();
    const present = () => stream.offices[0]?.occupancy?.present;
    await expect.poll(present, { timeout: 3_000 }).toBe(5);
    time.nowMs = MORNING + 899_999;
    const told = stream.deltas.length;
    await office.say('doors/entrance', doorBody('entrance'), { seq: 1, atMs: time.nowMs });
    await expect.poll(() => stream.deltas.length, { timeout: 3_000 }).toBe(told + 1);
    expect(present()).toBe(5);
    time.nowMs += 1;
    await expect.poll(() => stream.deltas.at(-1)?.offices[0]?.occupancy, { timeout: 3_000 }).toBeNull();
  });

  test('a count that the broker kept is as old as it says', async () => {
    const broker = await Mosquitto.start();
    const office = await AnOffice.at(broker.url);
    await office.say('occupancy', counted(5), { seq: 1, atMs: Date.now() - 1_000_000 });
    await office.say('health', healthBody, { seq: 1 });
    const board = await ABoard.on([broker.url]);
    await expect.poll(() => board.row()?.health).toBeTruthy();
    expect(board.row()?.occupancy).toBeNull();
    await office.say('occupancy', counted(5), { seq: 2, atMs: Date.now() - 1_000_000 });
    await expect.poll(() => board.row()?.occupancy?.present).toBe(5);
  });

  test('the curve holds the most of each quarter of an hour, by the time of which it was told, over a restart', async () => {
    const { board, office, time } = await boardAndOffice(MORNING);
    const say = (seq: number, minutes: number, present: number | null, late = false) =>
      office.say('occupancy', counted(present), { seq, atMs: MORNING + minutes * 60_000, late });
    await say(1, 0, 3);
    await say(2, 14, 7);
    await say(3, 14.9, 2);
    await say(4, 15, 4);
    await say(5, 30, null);
    await say(6, 45, 1);
    await say(7, 16, 6, true);
    await say(8, -9 * 60, 99);
    await expect.poll(() => board.row()?.curve.slice(32)).toEqual([7, 6, null, 1]);
    expect(board.row()?.curve.slice(0, 32)).toEqual(Array(32).fill(null));
    await board.stop();
    await board.start();
    expect(board.row()?.curve.slice(32)).toEqual([7, 6, null, 1]);
    // At midnight it begins anew.
    time.nowMs = MORNING + 16 * 3_600_000;
    const stream = new AStream(board.running.url, await cookieOf(board.running.startUrl));
    await expect.poll(() => stream.offices[0]?.curve, { timeout: 3_000 }).toEqual([]);
    expect([...stream.snapshots, ...stream.deltas].at(-1)?.dayMs).toBe(Date.parse('2026-12-01T00:00:00+01:00'));
  });

  test('what happened at an office on one day can be read', async () => {
    const { board, office } = await boardAndOffice(MORNING);
    const say = (seq: number, time: string) =>
      office.say('events', { event: 'occupancy-reset' }, { seq, bootid: newBoot(), atMs: Date.parse(time) });
    await say(1, '2026-11-29T23:59:59+01:00');
    await say(2, '2026-11-30T00:00:00+01:00');
    await say(3, '2026-11-30T23:59:59+01:00');
    await say(4, '2026-12-01T00:00:00+01:00');
    await expect.poll(() => board.kept('events')).toHaveLength(4);
    const cookie = await cookieOf(board.running.startUrl);
    const { status, body } = await ask(`${board.running.url}/board/history/allmanna/kontor-1?day=2026-11-30`, {
      cookie,
    });
    expect(status).toBe(200);
    expect(JSON.parse(body).messages).toMatchObject([
      { topic: 'events', seq: 2, late: false, type: 'ak.v1.events', body: { event: 'occupancy-reset' } },
      { topic: 'events', seq: 3 },
    ]);
  });

  test('what is older than it is to be kept is forgotten', async () => {
    const { board, office, time } = await boardAndOffice(MORNING);
    await office.events(1, 5);
    await expect.poll(() => board.row()?.missing).toBe(3);
    time.nowMs += 300 * 86_400_000;
    await office.events(7);
    await expect.poll(() => board.row()?.missing).toBe(4);
    time.nowMs += 101 * 86_400_000;
    await board.stop();
    await board.start();
    await expect.poll(() => board.kept('events')).toEqual([7]);
    expect(board.row()?.missing).toBe(1);
  });
});
