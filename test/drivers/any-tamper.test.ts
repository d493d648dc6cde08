import { expect, test } from 'vitest';
import type { PartStatus } from '../../device/contract/status.ts';
import { anyTamper } from '../../device/drivers/any-tamper.ts';
import type { TamperSwitch } from '../../device/ports/door-hardware.ts';

/** A housing that the test opens and shuts. */
class Housing implements TamperSwitch {
  state: PartStatus = { state: 'ready', sinceMs: 0 };
  #tampered = false;
  #changed: (tampered: boolean) => void = () => {};

  status = () => this.state;
  tampered = () => this.#tampered;

  onChange(listener: (tampered: boolean) => void): void {
    this.#changed = listener;
  }

  set(tampered: boolean): void {
    this.#tampered = tampered;
    this.#changed(tampered);
  }
}

function two() {
  const [reader, box] = [new Housing(), new Housing()];
  const both = anyTamper([reader, box]);
  if (both === null) throw new Error('two housings make one switch');
  const told: boolean[] = [];
  both.onChange((tampered) => told.push(tampered));
  return { reader, box, both, told };
}

test('no housing is no switch', () => {
  expect(anyTamper([])).toBeNull();
});

test('it is on while any housing is open, and each change of that is told once', () => {
  const { reader, box, both, told } = two();
  box.set(true);
  expect(both.tampered()).toBe(true);
  reader.set(true);
  box.set(false);
  expect(both.tampered()).toBe(true);
  reader.set(false);
  expect(both.tampered()).toBe(false);
  expect(told).toEqual([true, false]);
});

test('it is as well as the worst of its housings', () => {
  const { box, both } = two();
  expect(both.status().state).toBe('ready');
  box.state = { state: 'faulted', sinceMs: 0, faultCode: 'line-lost' };
  expect(both.status()).toMatchObject({ state: 'faulted', faultCode: 'line-lost' });
});
