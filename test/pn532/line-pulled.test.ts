import { expect, it, onTestFinished } from 'vitest';
import { Pn532Reader } from '../../device/drivers/pn532/pn532-reader.ts';
import { SerialLink } from '../../device/drivers/serial/serial-link.ts';
import { SimulatedPn532 } from '../../device/simulator/pn532/simulated-pn532.ts';
import { systemClock } from '../../device/system-clock.ts';
import { RecordedSource } from '../line-reader/recorded-source.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';

function startReader(path: string): RecordedSource {
  const source = new RecordedSource();
  const reader = new Pn532Reader({
    makeLine: (listener) => new SerialLink({ path, baudRate: 115_200 }, systemClock, listener),
    clock: systemClock,
    listener: source,
  });
  onTestFinished(() => reader.stop());
  reader.start();
  return source;
}

/** Ties a chip to the far end; answers with the count of looks that it has seen since. */
async function connect(chip: SimulatedPn532, pty: PtyPair): Promise<() => number> {
  let looks = 0;
  const send = await pty.openFar((bytes) => {
    if (bytes.includes('d44a', 0, 'hex')) looks += 1;
    send(chip.receive(bytes));
  });
  return () => looks;
}

/** What is seen in the first twenty lay there before; on a busy machine some are asked for twice. */
const FIRST_LOOKS = 45;
const soon = { timeout: 15_000, interval: 10 };

describeWith(['socat'], 'a PN532 behind a real serial line', () => {
  it('tells cards, is out when the line is pulled, and tells cards again when it is back', async () => {
    const pty = await PtyPair.start();
    const chip = new SimulatedPn532();
    const looks = await connect(chip, pty);
    const source = startReader(pty.near);
    await expect.poll(looks, soon).toBeGreaterThan(FIRST_LOOKS);
    chip.putCard('04A1B2C3D4E5F6');
    await expect.poll(() => source.told, soon).toEqual(['+04A1B2C3D4E5F6']);
    expect(source.statuses).toEqual(['starting', 'ready']);

    await pty.unplug();
    await expect.poll(() => source.told, soon).toEqual(['+04A1B2C3D4E5F6', '-']);
    await expect.poll(() => source.statuses.at(-1), soon).toBe('absent line-absent');

    await pty.plugIn();
    chip.removeCard();
    chip.cyclePower();
    const looksAfter = await connect(chip, pty);
    await expect.poll(looksAfter, soon).toBeGreaterThan(FIRST_LOOKS);
    expect(source.statuses.at(-1)).toBe('ready');
    chip.putCard('04D4E5F6');
    await expect.poll(() => source.told.at(-1), soon).toBe('+04D4E5F6');
  });
});
