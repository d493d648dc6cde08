import { expect, test, vi } from 'vitest';
import { SimulatedPn532 } from '../../device/simulator/pn532/simulated-pn532.ts';
import { systemClock } from '../../device/system-clock.ts';
import { alwaysOpen } from '../support/office.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';
import { boxOn } from '../support/with-box.ts';

const LIBRARY_CARD = '30234000517861';
const soon = { timeout: 10_000, interval: 10 };

describeWith(['socat'], 'a box whose readers are on serial lines', () => {
  test('lets in a card that the PN532 sees, and tells when its line is pulled', async () => {
    const pty = await PtyPair.start();
    const chip = new SimulatedPn532();
    const send = await pty.openFar((bytes) => send(chip.receive(bytes)));
    const reader = { id: 'front', door: 'entrance', driver: 'pn532', path: pty.near };
    const box = await boxOn(systemClock, { config: { ...alwaysOpen, readers: [reader] } });
    await vi.waitFor(async () => expect((await box.health()).readers[0]).toMatchObject({ state: 'ready' }), soon);
    // A card that is there at the reader's first looks is no tap; so it is laid there and taken away by turns.
    let there = false;
    await vi.waitFor(
      () => {
        if (there) chip.removeCard();
        else chip.putCard('04A1B2C3D4E5F6');
        there = !there;
        expect(box.strikeMoves()).toEqual([true]);
      },
      { timeout: 15_000, interval: 700 },
    );
    await pty.unplug();
    await vi.waitFor(
      async () =>
        expect((await box.health()).readers[0]).toMatchObject({
          kind: 'pn532',
          state: 'faulted',
          faultCode: 'line-lost',
        }),
      soon,
    );
  });

  test('lets in a library card that the scanner reads', async () => {
    const pty = await PtyPair.start();
    const send = await pty.openFar();
    const profile = { kind: 'barcode', terminator: 'cr', stripCodabar: true, checkDigit: 'luhn' };
    const reader = { id: 'front', door: 'entrance', driver: 'serial', path: pty.near, profile };
    const box = await boxOn(systemClock, { config: { ...alwaysOpen, readers: [reader] } });
    await vi.waitFor(async () => expect((await box.health()).readers[0]).toMatchObject({ state: 'ready' }), soon);
    // What comes in the first second may be from before the line was opened.
    await vi.waitFor(
      () => {
        send(Buffer.from('A30234000517862B\r'));
        expect(box.journal.types()).toContain('card-unreadable');
      },
      { timeout: 15_000, interval: 1_500 },
    );
    expect(box.strikeMoves()).toEqual([]);
    send(Buffer.from(`A${LIBRARY_CARD}B\r`));
    await vi.waitFor(() => expect(box.strikeMoves()).toEqual([true]), soon);
    expect(JSON.stringify(box.journal.events)).not.toContain(LIBRARY_CARD);
  });
});
