import { expect, vi } from 'vitest';
import type { TestBox } from '../support/with-box.ts';

export const CARD = '04A1B2C3D4E5F6';
export const OTHER_CARD = '04000000000001';
export const HOST_CARD = '04DE300000DE01';

/** A PIN's hash takes its time on a machine that is busy. */
const PATIENCE = { timeout: 10_000 };

export const present = async (box: TestBox) => (await box.snapshot()).occupancy.present;
export const doorOf = async (box: TestBox, id = 'entrance') =>
  (await box.snapshot()).doors.find((door) => door.id === id);
export const leaf = (box: TestBox, verb: 'open' | 'force' | 'close' | 'rex', door = 'entrance') =>
  box.request('POST', `/sim/doors/${door}/${verb}`);

export async function letIn(box: TestBox, uid = CARD, reader = 'front'): Promise<void> {
  const before = (await box.snapshot()).lastTap?.id;
  await box.tap(uid, reader);
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).not.toBe(before), PATIENCE);
}

export async function asHost(box: TestBox): Promise<void> {
  await box.request('POST', '/api/host/request-view');
  await box.tap(HOST_CARD);
  await vi.waitFor(async () => expect((await box.snapshot()).host).not.toBeNull(), PATIENCE);
}

export const setMode = (box: TestBox, command: string, door = 'entrance') =>
  box.request('POST', '/api/host/door-mode', { door, command });

/** What the last tap led to, once it has. */
export async function outcomeOf(box: TestBox, act: () => Promise<unknown>) {
  const before = (await box.snapshot()).lastTap?.id;
  await act();
  await vi.waitFor(async () => expect((await box.snapshot()).lastTap?.id).not.toBe(before), PATIENCE);
  return (await box.snapshot()).lastTap;
}

export const tapped = (box: TestBox, uid = CARD, reader = 'front') => outcomeOf(box, () => box.tap(uid, reader));

/** Registers a card as a visitor does, with a PIN where one is given. */
export async function enrolMyself(box: TestBox, uid: string, pin?: string): Promise<void> {
  await box.request('POST', '/api/kiosk/enrol');
  const outcome = await tapped(box, uid);
  if (outcome?.outcome !== 'enrolled') throw new Error(`not enrolled: ${JSON.stringify(outcome)}`);
  if (pin !== undefined) await box.request('POST', '/api/kiosk/choose-pin', { id: outcome.id, pin });
  box.clock.advance(3_000);
}

/** Types a PIN at the screen's keys. */
export async function typePin(box: TestBox, pin: string) {
  await vi.waitFor(async () => expect((await box.snapshot()).pinEntry).not.toBeNull(), PATIENCE);
  const { pinEntry } = await box.snapshot();
  return outcomeOf(box, () => box.request('POST', '/api/kiosk/pin', { id: pinEntry?.id, pin }));
}
