import { expect, test, vi } from 'vitest';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT, SECOND_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { boxOn } from '../support/with-box.ts';

const FIRST = [FIRST_SLOT, 'Virtual PCD 00 00'] as const;
const SECOND = [SECOND_SLOT, 'Virtual PCD 00 01'] as const;
const soon = { timeout: 10_000, interval: 10 };

describeWith(bedParts, 'a door with a PC/SC reader on each side', () => {
  test('counts who taps in and who taps out, by the reader and not by the card', async () => {
    await PcscdBed.start();
    const readers = [
      { id: 'outside', door: 'entrance', driver: 'pcsc', match: FIRST[1], direction: 'in' },
      { id: 'inside', door: 'entrance', driver: 'pcsc', match: SECOND[1], direction: 'out' },
    ];
    const box = await boxOn(systemClock, { config: { ...alwaysOpen, readers } });
    await vi.waitFor(async () => {
      for (const { state } of (await box.health()).readers) expect(state).toBe('ready');
    }, soon);
    const present = async () => (await box.snapshot()).occupancy.present;
    const tap = async ([port, slotName]: readonly [number, string], uid: string, then: number) => {
      const slot = new VirtualReader(port);
      await slot.put(cardWith(uid));
      await vi.waitFor(async () => expect(await present()).toBe(then), soon);
      await slot.remove();
      await PcscdBed.seesNoCard(slotName);
      await vi.waitFor(async () => expect((await box.health()).doors[0]?.mode).toBe('locked'), soon);
    };
    await tap(FIRST, '04A1B2C3D4E5F6', 1);
    await tap(FIRST, '04A1B2C3D4E5F7', 2);
    await tap(SECOND, '04A1B2C3D4E5F6', 1);
    await tap(SECOND, '04A1B2C3D4E5F7', 0);
  });
});
