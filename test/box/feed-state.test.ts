import { expect, test } from 'vitest';
import { DoorBody, EvacuationBody, HealthBody, OccupancyBody } from '../../device/contract/feed/state.ts';
import { withFeed } from '../support/feed.ts';
import { describeWith } from '../support/parts.ts';
import { asHost, CARD, leaf, OTHER_CARD, tapped } from './at-door.ts';

const withFire = {
  fireInput: { driver: 'simulated' },
  readers: [
    { id: 'front', door: 'entrance', driver: 'simulated', direction: 'in' },
    { id: 'inside', door: 'entrance', driver: 'simulated', direction: 'out' },
  ],
};

describeWith(['mosquitto'], 'central staff see', () => {
  test('the count, each time that it moves, and how sure it is', async () => {
    const { box, heard, last } = await withFeed();
    expect(OccupancyBody.parse(heard('occupancy')[0]?.data)).toMatchObject({
      present: 0,
      quality: 'counted',
      areas: [],
    });
    await tapped(box, CARD);
    await expect.poll(() => last('occupancy')).toMatchObject({ present: 1, quality: 'counted', band: 'calm' });
    await tapped(box, OTHER_CARD);
    await expect.poll(() => last('occupancy')).toMatchObject({ present: 2 });
    await asHost(box);
    await box.request('POST', '/api/host/correct-count', { present: 9, reason: 'counted-by-eye' });
    await expect.poll(() => last('occupancy')).toMatchObject({ present: 9, quality: 'manual' });
    const seqs = heard('occupancy').map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });

  test('when a host counted last, though the figure is the same again', async () => {
    const { box, last } = await withFeed();
    const count = () => box.request('POST', '/api/host/correct-count', { present: 9, reason: 'counted-by-eye' });
    const since = () => OccupancyBody.parse(last('occupancy')).since;
    await asHost(box);
    await count();
    await expect.poll(() => last('occupancy')).toMatchObject({ present: 9, quality: 'manual' });
    const first = since();
    // Less than a broker has to acknowledge, who may not have done so yet.
    box.clock.advance(5_000);
    await count();
    await expect.poll(since).toBe(new Date(Date.parse(first) + 5_000).toISOString());
  });

  test('how each door is', async () => {
    const { box, broker } = await withFeed();
    const topic = 'ak/v1/testerna/kontoret/doors/entrance';
    const now = async () => DoorBody.parse(((await broker.retained(topic)) as { data: unknown }).data);
    expect(await now()).toMatchObject({ door: 'entrance', mode: 'locked', alarm: 'normal', strike: 'ready' });
    await leaf(box, 'force');
    box.clock.advance(1_000);
    await expect.poll(now).toMatchObject({ state: 'open', alarm: 'forced-open' });
  });

  test('how each part of the box is', async () => {
    const { box, last } = await withFeed();
    box.clock.advance(1_000);
    await expect.poll(() => last('health')).toBeDefined();
    const { parts, clockSynchronised } = HealthBody.parse(last('health'));
    expect(parts.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['reader front', 'strike entrance', 'log', 'broker', 'shell']),
    );
    expect(clockSynchronised).toBeNull();
  });

  test('the fire alarm, and how many may still be inside while it is on', async () => {
    const { box, last } = await withFeed({ config: withFire });
    await expect.poll(() => last('evacuation')).toEqual({ active: false, present: 0, quality: 'counted' });
    await tapped(box, CARD);
    await box.request('POST', '/sim/fire', { active: true });
    await expect.poll(() => last('evacuation')).toEqual({ active: true, present: 1, quality: 'counted' });
    await box.tap(CARD, 'inside');
    await expect.poll(() => last('evacuation')).toEqual({ active: true, present: 0, quality: 'counted' });
    await box.request('POST', '/sim/fire', { active: false });
    await expect.poll(() => EvacuationBody.parse(last('evacuation')).active).toBe(false);
  });

  test('nothing of an alarm of a box that has no fire input', async () => {
    const { box, heard } = await withFeed();
    await tapped(box, CARD);
    await expect.poll(() => heard('occupancy').length).toBe(2);
    expect(heard('evacuation')).toEqual([]);
  });
});
