import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { sealNumber } from '../../device/drivers/sealed-number.ts';
import { createSimulator } from '../../device/simulator/simulator.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { office } from '../support/office.ts';

describe('on a provisioned box', () => {
  test.each([
    [
      'door',
      { ...office, provisioned: true, readers: [{ id: 'front', door: 'entrance', driver: 'pcsc' }] },
      'doors.0.driver',
    ],
    ['reader', { ...office, provisioned: true, doors: [] }, 'readers.0.driver'],
    ['broker', { ...office, provisioned: true, broker: { mode: 'embedded' } }, 'broker.mode'],
  ])('a simulated %s is refused by the config (I7)', (_part, config, path) => {
    const parsed = Config.safeParse(config);
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('the simulator refuses to be made, whoever asks (I7)', () => {
    const config = { ...Config.parse(office), provisioned: true };
    const hasher = () => {
      throw new Error('not reached');
    };
    const parts = { hasher, seal: sealNumber, clock: new ManualClock() };
    expect(() => createSimulator(config, { ...parts, trace: () => {} })).toThrow('provisioned');
  });
});

test('simulator code is loaded by name only where a part asks for it (I7)', () => {
  for (const file of ['hardware', 'broker-choice', 'box', 'main']) {
    const text = readFileSync(new URL(`../../device/${file}.ts`, import.meta.url), 'utf8');
    expect(text).not.toMatch(/^import (?!type ).*simulator\//m);
  }
});
