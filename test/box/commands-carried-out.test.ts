import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { plainPolicy } from '../../device/contract/policy.ts';
import { withCommands } from '../support/commanded.ts';
import { describeWith } from '../support/parts.ts';
import { hashOf, rowsOf } from '../support/storage.ts';
import { boxFolder, withBox } from '../support/with-box.ts';
import { asHost, CARD, doorOf, setMode, tapped } from './at-door.ts';

const door = 'entrance';
const HOUR_MS = 3_600_000;
const inMs = (from: number, ms: number) => new Date(from + ms).toISOString();

describeWith(['mosquitto'], 'a command of central staff', () => {
  test('opens the door once: stored with its sequence and its signed receipt before the strike moves', async () => {
    const { box, send, receipt, heard } = await withCommands();
    const sequence = await send({ type: 'open-once', door });
    expect(await receipt(sequence)).toMatchObject({
      ...{ office: 'testerna/kontoret', key: 'duty-desk', sequence, command: 'open-once', outcome: 'done' },
    });
    expect(box.strikeMoves()).toEqual([true]);
    await expect.poll(() => heard('events').map(({ data }) => data.event)).toContain('command-done');
    await box.stop();
    expect(
      rowsOf(box.folder, `SELECT data FROM access_log WHERE type IN ('door-opened-by-host', 'command-done')`),
    ).toEqual([
      { data: '{"door":"entrance","by":"central:duty-desk"}' },
      { data: '{"command":"open-once","key":"duty-desk","sequence":1}' },
    ]);
    expect(rowsOf(box.folder, 'SELECT name, number FROM used_number')).toEqual([
      { name: 'command duty-desk', number: 1 },
    ]);
  });

  test('holds the door open until its time, and then it locks', async () => {
    const { box, send, receipt } = await withCommands();
    const until = inMs(box.clock.wallMs(), 600_000);
    await receipt(await send({ type: 'hold-open', door, until }));
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
    box.clock.advance(599_999);
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
    box.clock.advance(1);
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  });

  test('holds the door open until its time, also where a new day begins before that', async () => {
    const monday = Date.UTC(2026, 2, 2);
    const { box, send, receipt } = await withCommands({ at: monday + 21 * HOUR_MS });
    await receipt(await send({ type: 'hold-open', door, until: inMs(monday, 29 * HOUR_MS) }));
    box.clock.setWall(monday + 28 * HOUR_MS);
    box.clock.advance(60_000);
    expect(rowsOf(box.folder, `SELECT type FROM access_log WHERE type = 'occupancy-reset'`)).not.toEqual([]);
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
  });

  test('holds the door open until a host locks it: what that host does later is not ended by it', async () => {
    const { box, send, receipt } = await withCommands();
    await receipt(await send({ type: 'hold-open', door, until: inMs(box.clock.wallMs(), 600_000) }));
    await asHost(box);
    await setMode(box, 'lock');
    await setMode(box, 'unlock');
    box.clock.advance(700_000);
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
  });

  test('holds the door open no longer for a lock-down in between', async () => {
    const { box, send, receipt } = await withCommands();
    await receipt(await send({ type: 'hold-open', door, until: inMs(box.clock.wallMs(), 600_000) }));
    await asHost(box);
    await setMode(box, 'lock-down');
    await setMode(box, 'lift');
    expect(await doorOf(box)).toMatchObject({ mode: 'unlocked' });
    box.clock.advance(600_000);
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  });

  test('locks the door down, and lifts that', async () => {
    const { box, send, receipt } = await withCommands();
    await receipt(await send({ type: 'lock-down', door }));
    expect(await doorOf(box)).toMatchObject({ mode: 'locked-down' });
    expect(await tapped(box, CARD)).toMatchObject({ reason: 'door-locked-down' });
    const opened = await receipt(await send({ type: 'open-once', door }));
    expect(opened).toMatchObject({ outcome: 'refused', reason: 'door-locked-down' });
    expect(box.strikeMoves()).toEqual([]);
    await receipt(await send({ type: 'end-lock-down', door }));
    expect(await doorOf(box)).toMatchObject({ mode: 'locked' });
  });

  test('blocks credentials, known or not, and unblocks them, which makes nobody known; an older list changes nothing', async () => {
    const { box, send, receipt } = await withCommands();
    const credentials = [hashOf(1), hashOf(2)];
    await receipt(await send({ type: 'block-credentials', version: 7, credentials, why: 'lost' }));
    const older = await receipt(await send({ type: 'unblock-credentials', version: 7, credentials }));
    expect(older).toMatchObject({ outcome: 'refused', reason: 'version-not-newer' });
    const blocked = () => rowsOf(box.folder, 'SELECT lower(hex(hash)) AS hash, blocked FROM credential WHERE role = 1');
    expect(blocked()).toHaveLength(2);
    expect(blocked()).toEqual(expect.arrayContaining([{ hash: hashOf(1), blocked: 'lost' }]));
    await receipt(await send({ type: 'unblock-credentials', version: 8, credentials: [hashOf(1), hashOf(3)] }));
    expect(blocked()).toEqual([{ hash: hashOf(2), blocked: 'lost' }]);
  });

  test('is answered by a receipt that no broker gives up: it waits for whoever is away, as all history does', async () => {
    const { broker, send, receipt } = await withCommands();
    const client = await connectAsync(broker.url, { protocolVersion: 5 });
    onTestFinished(() => client.endAsync(true));
    const expiries: (number | undefined)[] = [];
    client.on('message', (_topic, _payload, { properties }) => expiries.push(properties?.messageExpiryInterval));
    await client.subscribeAsync('ak/v1/+/+/receipt', { qos: 1 });
    await receipt(await send({ type: 'request-muster' }));
    await expect.poll(() => expiries).toEqual([undefined]);
  });

  test('puts other rules in force, when they are newer and can be', async () => {
    const { send, receipt } = await withCommands();
    const policy = (version: number, hours: string) => ({ ...plainPolicy('enrolled', hours), version });
    expect(await receipt(await send({ type: 'replace-policy', policy: policy(9, '24/7') }))).toMatchObject({
      outcome: 'done',
    });
    for (const [version, hours, reason] of [
      [9, '24/7', 'version-not-newer'],
      [10, 'now and then', 'policy-malformed'],
    ] as const) {
      const sequence = await send({ type: 'replace-policy', policy: policy(version, hours) });
      expect(await receipt(sequence)).toMatchObject({ outcome: 'refused', reason });
    }
  });

  test('has something told on the screen, over a restart too, until its time', async () => {
    const folder = boxFolder();
    const { box, send, receipt } = await withCommands({ folder });
    const until = inMs(box.clock.wallMs(), 3_600_000);
    const texts = { sv: 'Vi stänger klockan 15 i dag.', en: 'We close at 3 p.m. today.' };
    await receipt(await send({ type: 'announce', texts, until }));
    expect((await box.snapshot()).announcement).toMatchObject({ texts });
    await box.stop();
    const again = await withBox({ folder, at: box.clock.wallMs() });
    await expect.poll(async () => (await again.snapshot()).announcement).toMatchObject({ texts });
    again.clock.advance(3_600_000);
    expect((await again.snapshot()).announcement).toBeNull();
  });

  test('has nothing told that holds a personal identity number', async () => {
    const { box, send, receipt } = await withCommands();
    const sequence = await send({ type: 'announce', texts: { sv: 'Ring 811218-9876' }, until: null });
    expect(await receipt(sequence)).toMatchObject({ outcome: 'refused', reason: 'personal-number' });
    expect((await box.snapshot()).announcement).toBeNull();
  });

  test('sets the count, and asks how many are inside and safe', async () => {
    const { box, send, receipt, last } = await withCommands();
    await tapped(box, CARD);
    await receipt(await send({ type: 'set-count', present: 4, reason: 'counted-by-eye' }));
    await expect.poll(() => last('occupancy')).toMatchObject({ present: 4, quality: 'manual' });
    const { muster } = await receipt(await send({ type: 'request-muster' }));
    expect(muster).toEqual({ present: 4, quality: 'manual', areas: [], list: null });
  });
});
