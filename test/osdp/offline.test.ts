import { describe, expect, it } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { BusAtWork } from './bus-at-work.ts';

describe('a reader that answers no more', () => {
  it('is off-line after 8 s, not before, and back within 2 s of its return', () => {
    const work = BusAtWork.ready();
    work.first.device.mute(true);
    work.pass(7_800);
    expect(work.first.source.statuses).toEqual(['starting', 'ready']);
    work.pass(500);
    expect(work.first.source.statuses).toEqual(['starting', 'ready', 'faulted reader-silent']);
    work.pass(3_600_000);
    work.first.device.mute(false);
    work.pass(2_000);
    expect(work.first.source.statuses).toEqual(['starting', 'ready', 'faulted reader-silent', 'ready']);
  });

  it('is given nothing of what was meant for the time that it was away', () => {
    const work = BusAtWork.ready();
    work.first.device.mute(true);
    work.first.reader.output(0).energise(milliseconds(5_000));
    work.first.reader.show('granted');
    work.pass(3_000);
    work.first.device.mute(false);
    work.pass(10_000);
    expect(work.first.device.outputs).toEqual([false, false]);
    expect(work.first.device.shown.buzzes).toBe(0);
  });

  it('opens its relay when it is found again, whatever it did meanwhile', () => {
    const work = BusAtWork.ready();
    work.first.reader.output(0).energise(milliseconds(600_000));
    work.pass(100);
    work.line.down('line-lost');
    work.pass(1_000);
    expect(work.first.device.outputs).toEqual([true, false]);
    work.line.up();
    work.pass(1_000);
    expect(work.first.device.outputs).toEqual([false, false]);
  });

  it('because its power failed for a moment signs on again, and what was on stays dark', () => {
    const work = BusAtWork.ready();
    work.first.device.cyclePower();
    work.pass(2_000);
    expect(work.first.source.statuses.at(-1)).toBe('ready');
    work.first.device.presentUid('04A1B2C3');
    work.pass(100);
    expect(work.first.source.told).toEqual(['+04A1B2C3']);
  });

  it('because its power failed for a moment says so of a relay that was to be closed, which it has opened', () => {
    const work = BusAtWork.ready();
    const told: string[] = [];
    const relay = work.first.reader.output(0);
    relay.onStatus(({ state }) => {
      told.push(state);
      relay.energise(milliseconds(60_000));
    });
    relay.energise(milliseconds(60_000));
    work.pass(1_000);
    work.first.device.cyclePower();
    expect(work.first.device.outputs[0]).toBe(false);
    work.pass(2_000);
    expect([told, work.first.device.outputs[0]]).toEqual([['ready'], true]);
  });

  it('says how its line is', () => {
    const work = BusAtWork.ready();
    work.line.down('line-absent');
    expect(work.first.reader.status()).toMatchObject({ state: 'absent', faultCode: 'line-absent' });
    work.line.up();
    work.pass(1_000);
    expect(work.first.reader.status()).toMatchObject({ state: 'ready' });
  });
});

describe('eight readers on a bus', () => {
  it('are all served, and none waits for more than a round', () => {
    const work = BusAtWork.ready({ readers: 8 });
    work.pass(2_000);
    for (const { source } of work.served) expect(source.statuses).toEqual(['starting', 'ready']);
    work.devices.forEach((device, at) => {
      device.presentUid(`04A1B2C${at}`);
    });
    work.pass(100);
    expect(work.served.map(({ source }) => source.told)).toEqual(work.devices.map((_, at) => [`+04A1B2C${at}`]));
  });

  it('of which seven are dead: the eighth has its cards read within 300 ms, and the dead are found again', () => {
    const work = BusAtWork.ready({ readers: 8 });
    work.pass(2_000);
    for (const device of work.devices.slice(1)) device.mute(true);
    work.pass(30_000);
    for (let times = 0; times < 20; times++) {
      work.pass(1_700 + times * 13);
      work.first.device.presentUid('04A1B2C3');
      work.pass(300);
      expect(work.first.source.told.at(-1)).toBe('+04A1B2C3');
    }
    for (const device of work.devices.slice(1)) device.mute(false);
    work.pass(10_000);
    for (const { source } of work.served) expect(source.statuses.at(-1)).toBe('ready');
  });
});
