import { expect, test } from 'vitest';
import { ruled } from '../support/office.ts';
import { withBox } from '../support/with-box.ts';
import { asHost, CARD, enrolMyself, tapped, typePin } from './at-door.ts';

test('who guesses has to wait, then is blocked until a host lifts it; every wrong PIN is in the log', async () => {
  const box = await withBox({
    config: ruled({
      slots: [{ mode: 'staffed', hours: '24/7' }],
      modes: { staffed: { assurance: 2 } },
      enrolment: { self: true, pin: 'offered' },
      pin: { attempts: 3, lockMinutes: 10 },
    }),
  });
  await enrolMyself(box, CARD, '4711');
  const guess = async (pin: string) => {
    box.clock.advance(3_000);
    await box.tap(CARD);
    return typePin(box, pin);
  };
  for (let round = 0; round < 3; round++) {
    for (const pin of ['1111', '2222', '3333']) expect(await guess(pin)).toMatchObject({ reason: 'pin-wrong' });
    if (round === 2) break;
    box.clock.advance(3_000);
    // Not even the right one is asked for now.
    expect(await tapped(box)).toMatchObject({ reason: 'pin-locked' });
    box.clock.advance(10 * 60_000);
  }
  // The refusal does not wait for the block that follows it.
  await expect.poll(() => box.journal.types()).toContain('credential-blocked');
  box.clock.advance(3_000);
  expect(await tapped(box)).toMatchObject({ reason: 'credential-blocked' });
  expect(box.strikeMoves()).toEqual([]);
  const told = box.journal.types();
  expect([
    told.filter((type) => type === 'pin-locked').length,
    told.filter((type) => type === 'credential-blocked').length,
  ]).toEqual([2, 1]);
});

test('a holder whose block a host has lifted has all attempts again', async () => {
  const box = await withBox({
    config: ruled({
      slots: [{ mode: 'staffed', hours: '24/7' }],
      modes: { staffed: { assurance: 2 } },
      enrolment: { self: true, pin: 'offered' },
      pin: { attempts: 3, lockMinutes: 1 },
    }),
  });
  await enrolMyself(box, CARD, '4711');
  const guess = async (pin: string) => {
    box.clock.advance(61_000);
    await box.tap(CARD);
    return typePin(box, pin);
  };
  for (let n = 0; n < 9; n++) expect(await guess('1111')).toMatchObject({ reason: 'pin-wrong' });
  await expect.poll(() => box.journal.types()).toContain('credential-blocked');
  await asHost(box);
  await box.request('POST', '/api/host/next-card', { purpose: 'unblock' });
  expect(await tapped(box)).toMatchObject({ outcome: 'changed' });
  for (const pin of ['1111', '2222']) expect(await guess(pin)).toMatchObject({ reason: 'pin-wrong' });
  expect(await guess('4711')).toMatchObject({ outcome: 'granted' });
  expect(box.journal.types().filter((type) => type === 'credential-blocked')).toHaveLength(1);
});

test('a right PIN in time forgives the wrong ones before it', async () => {
  const box = await withBox({
    config: ruled({
      modes: { staffed: { assurance: 2 } },
      enrolment: { self: true, pin: 'offered' },
      pin: { attempts: 3 },
    }),
  });
  await enrolMyself(box, CARD, '4711');
  for (const pin of ['1111', '2222', '4711', '1111', '2222', '4711']) {
    box.clock.advance(3_000);
    await box.tap(CARD);
    expect(await typePin(box, pin)).toMatchObject(pin === '4711' ? { outcome: 'granted' } : { reason: 'pin-wrong' });
  }
});
