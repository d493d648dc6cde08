import { expect, test, vi } from 'vitest';
import { withBox } from '../support/with-box.ts';
import { asHost, CARD, HOST_CARD, OTHER_CARD, present, tapped } from './at-door.ts';

const doors = [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }];
const config = { doors, repeatTapMs: 0 };

test('staff leaves: who stays taps again and is counted once, the others are unknown, and nobody is let out by it', async () => {
  const box = await withBox({ config });
  for (const card of [CARD, OTHER_CARD, '04000000000003']) await tapped(box, card);
  box.clock.advance(3_000);
  await asHost(box);
  expect((await box.request('POST', '/api/host/roll-call', { minutes: 5 })).status).toBe(200);
  expect((await box.snapshot()).rollCall).toMatchObject({ stayed: 0, unknown: 3, ended: false });
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'stays' });
  expect((await box.snapshot()).rollCall).toMatchObject({ stayed: 1, unknown: 2 });
  // Who has answered and taps once more goes out as always.
  expect(await tapped(box, CARD)).toMatchObject({ outcome: 'granted', direction: 'out' });
  expect(await present(box)).toBe(2);
  // Somebody who comes meanwhile was not asked.
  expect(await tapped(box, '04000000000004')).toMatchObject({ outcome: 'granted', direction: 'in' });
  box.clock.advance(5 * 60_000);
  await vi.waitFor(async () =>
    expect((await box.snapshot()).rollCall).toMatchObject({ stayed: 1, unknown: 2, ended: true }),
  );
  expect(box.journal.events.find(({ type }) => type === 'roll-call-ended')).toMatchObject({ stayed: 1, unknown: 2 });
  // The visits of whoever did not answer are over, as far as anybody can tell.
  expect((await box.snapshot()).occupancy).toMatchObject({ present: 1, quality: 'estimated' });
  expect(await tapped(box, OTHER_CARD)).toMatchObject({ outcome: 'granted', direction: 'in' });
  await asHost(box);
  await box.request('POST', '/api/host/close-roll-call');
  expect((await box.snapshot()).rollCall).toBeNull();
});

test('a host ends it before its time', async () => {
  const box = await withBox({ config: { repeatTapMs: 0 } });
  await tapped(box, CARD);
  await asHost(box);
  await box.request('POST', '/api/host/roll-call', { minutes: 5 });
  await box.request('POST', '/api/host/close-roll-call');
  expect((await box.snapshot()).rollCall).toMatchObject({ ended: true, unknown: 1 });
  expect((await box.snapshot()).occupancy).toMatchObject({ present: 0, quality: 'estimated' });
  await tapped(box, HOST_CARD);
  expect(await present(box)).toBe(1);
});
