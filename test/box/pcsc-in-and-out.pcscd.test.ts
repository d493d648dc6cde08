import { expect, test, vi } from 'vitest';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT, SECOND_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { boxOn } from '../support/with-box.ts';

const soon = { timeout: 10_000, interval: 10 };

describeWith(bedParts, 'a door with a PC/SC reader on each side', () => {
  test('counts who taps in and who taps out, by the reader and not by the card', async () => {
    await PcscdBed.start();
    const readers = [
      { id: 'outside', door: 'entrance', driver: 'pcsc', match: 'Virtual PCD 00 00', direction: 'in' },
      { id: 'inside', door: 'entrance', driver: 'pcsc', match: 'Virtual PCD 00 01', direction: 'out' },
    ];
    const box = await boxOn(systemClock, { config: { ...alwaysOpen, readers } });
    await vi.waitFor(async () => {
      for (const { state } of (await box.health()).readers) expect(state).toBe('ready');
    }, soon);
    const present = async () => (await box.snapshot()).occupancy.present;
    const tap = async (port: number, uid: string, then: number) => {
      const slot = new VirtualReader(port);
      await slot.put(cardWith(uid));
      await vi.waitFor(async () => expect(await present()).toBe(then), soon);
      await slot.remove();
      await vi.waitFor(async () => expect((await box.health()).doors[0]?.mode).toBe('locked'), soon);
    };
    await tap(FIRST_SLOT, '04A1B2C3D4E5F6', 1);
    await tap(FIRST_SLOT, '04A1B2C3D4E5F7', 2);
    await tap(SECOND_SLOT, '04A1B2C3D4E5F6', 1);
    await tap(SECOND_SLOT, '04A1B2C3D4E5F7', 0);
  });
});
