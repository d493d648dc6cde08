import { describe, expect, it, test } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { BusAtWork, KEY } from './bus-at-work.ts';

describe.each([
  ['in the secure channel', KEY],
  ['in clear', null],
])('an OSDP reader %s', (_, key) => {
  const ready = () => BusAtWork.ready({ boxKey: key, readerKey: key });

  it('is found out about, and is ready', () => {
    const { reader } = ready().first;
    expect(reader.status()).toMatchObject({ state: 'ready', detail: 'OSDP 5C2623, firmware 1.0.3' });
    expect(reader.status().warningCode).toBe(key === null ? 'reader-in-clear' : undefined);
  });

  it('is polled every 75 ms', () => {
    const work = ready();
    const before = work.line.written.length;
    work.pass(10_000);
    expect(work.line.written.length - before).toBeGreaterThanOrEqual(120);
    expect(work.line.written.length - before).toBeLessThanOrEqual(134);
  });

  it.each([
    ['04A1B2C3', '+04A1B2C3'],
    ['04A1B2C3D4E5F6', '+04A1B2C3D4E5F6'],
    ['04A1B2C3D4E5F6A7B8C9', '+04A1B2C3D4E5F6A7B8C9'],
  ])('reads the UID %s', (uid, told) => {
    const work = ready();
    work.first.device.presentUid(uid);
    work.pass(100);
    expect(work.first.source.told).toEqual([told]);
    work.pass(2_000);
    expect(work.first.source.told).toEqual([told, '-']);
  });

  it('reads Wiegand bits, and refuses them when a parity is wrong', () => {
    const work = ready();
    work.first.device.presentBits('wiegand', '11101010000011011100000010');
    work.pass(100);
    work.first.device.presentBits('wiegand', '01101010000011011100000010');
    work.pass(100);
    expect(work.first.source.told).toEqual(['+W26:212:7041', '-', '?card-parity']);
  });

  it('reads a number that comes as text', () => {
    const work = ready();
    work.first.device.presentText('30234000517861');
    work.pass(100);
    expect(work.first.source.told).toEqual(['+30234000517861']);
  });

  it('shows and sounds what it is told to', () => {
    const work = ready();
    const { reader, device } = work.first;
    reader.show('granted');
    work.pass(100);
    expect(device.shown).toEqual({ led: 'green 1/0', buzzes: 1, text: 'Valkommen' });
    reader.show('denied');
    work.pass(100);
    expect(device.shown).toEqual({ led: 'red 2/2', buzzes: 4, text: 'Inget tilltrade' });
    reader.show('idle');
    work.pass(100);
    expect(device.shown.led).toBe('red 1/0');
  });

  it('releases a strike for its time, and ends the pulse by itself when the line is cut', () => {
    const work = ready();
    const { reader, device } = work.first;
    reader.output(0).energise(milliseconds(3_000));
    work.pass(50);
    expect(device.outputs).toEqual([true, false]);
    work.line.down('line-lost');
    work.pass(2_900);
    expect(device.outputs).toEqual([true, false]);
    work.pass(100);
    expect(device.outputs).toEqual([false, false]);
  });

  it('takes a release at once', () => {
    const work = ready();
    const { reader, device } = work.first;
    reader.output(0).energise(milliseconds(3_000));
    work.pass(50);
    reader.output(0).release();
    work.pass(50);
    expect(device.outputs).toEqual([false, false]);
  });

  it('tells of its housing and of its power', () => {
    const work = ready();
    const { reader, device } = work.first;
    const seen: boolean[] = [];
    reader.tamper.onChange((tampered) => seen.push(tampered));
    device.setTampered(true);
    device.setPowerFailed(true);
    work.pass(200);
    expect(reader.tamper.tampered()).toBe(true);
    expect(reader.status()).toMatchObject({ state: 'ready', warningCode: 'power-failed' });
    device.setTampered(false);
    device.setPowerFailed(false);
    work.pass(200);
    expect(seen).toEqual([true, false]);
    expect(reader.status().warningCode).not.toBe('power-failed');
  });
});

describe('eight OSDP readers on a slow line', () => {
  /** Each answer takes 20 ms, as at 9,600 baud. */
  const slowBus = () => {
    const work = BusAtWork.ready({ readers: 8 });
    work.noise = (bytes) => {
      work.clock.after(milliseconds(20), () => work.line.arrive(bytes));
      return new Uint8Array();
    };
    return work;
  };

  it.each([0, 3, 7])(
    'have the strike at reader %i released after no other’s turn but the one that goes on',
    (address) => {
      const work = slowBus();
      work.pass(1_010);
      work.served[address]?.reader.output(0).energise(milliseconds(1_000));
      work.pass(21);
      expect(work.devices[address]?.outputs[0]).toBe(true);
    },
  );

  it('are told to release no strike any more before the line is let go', async () => {
    const work = slowBus();
    for (const { reader } of work.served) reader.output(0).energise(milliseconds(60_000));
    work.pass(400);
    expect(work.devices.every(({ outputs }) => outputs[0])).toBe(true);
    for (const { reader } of work.served) reader.output(0).release();
    const stopped = work.bus.stop();
    work.pass(500);
    await stopped;
    expect(work.devices.some(({ outputs }) => outputs[0])).toBe(false);
    expect(work.line.closed).toBe(1);
  });
});

describe('the contacts at an OSDP reader', () => {
  test('are known from the start, and each change is told', () => {
    const work = new BusAtWork({ inputs: new Map([[1, 'normally-closed']]) });
    work.first.device.setInput(1, true);
    work.start();
    work.pass(1_000);
    const input = work.first.reader.input(1);
    expect(input.state()).toBe('inactive');
    work.first.device.setInput(1, false);
    work.pass(200);
    expect(input.state()).toBe('active');
    work.first.device.mute(true);
    work.pass(9_000);
    expect(input.state()).toBe('unknown');
  });
});

describe('a reader that is told to be found elsewhere', () => {
  test('says that it goes, and goes there', async () => {
    const work = BusAtWork.ready();
    const moved = work.first.reader.service.move(5, 38_400);
    work.pass(200);
    expect(await moved).toBe(true);
    expect(work.first.device).toMatchObject({ address: 5, baudRate: 38_400 });
  });

  test('is not waited for when it is out', async () => {
    const work = BusAtWork.ready();
    work.first.device.mute(true);
    const moved = work.first.reader.service.move(5, 38_400);
    work.pass(3_000);
    expect(await moved).toBe(false);
    work.pass(10_000);
    expect(await work.first.reader.service.move(5, 38_400)).toBe(false);
  });
});
