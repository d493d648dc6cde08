import { expect, test } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { exitCodeOf } from './exit-codes.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { runFleet } from './run-fleet.ts';
import type { FleetSettings } from './settings.ts';

const DAY_MINUTES = 24 * 60;

function settingsOf(offices: number, seconds: number, faults: FleetSettings['faults']): FleetSettings {
  const minutes = seconds / 60;
  return { offices, minutes, speed: DAY_MINUTES / minutes, seed: 7, faults, urls: null, restartBroker: false };
}

describeWith(['mosquitto'], 'a fleet on a broker of its own', () => {
  test('(I6) loses nothing, in order, through cut cables, lost power, wrong clocks and a broker that is restarted', async () => {
    const summary = await runFleet({ ...settingsOf(20, 3, 'hard'), restartBroker: true });
    expect(summary).toMatchObject({ lost: 0, waiting: 0, outOfOrder: 0, malformed: { count: 0 }, listenerOutages: 1 });
    expect(summary.received).toBe(summary.sent);
    expect(summary.drops).toBeGreaterThan(10);
    expect(summary.powerCuts).toBeGreaterThan(10);
    expect(summary.connections).toBeGreaterThan(40);
    expect(summary.waited?.count).toBeGreaterThan(100);
    expect(exitCodeOf(summary)).toBe(0);
  });

  test('tells of a message that an outbox has lost', async () => {
    const losesOne = () => new MemoryOutbox(({ stream, seq }) => stream !== 'events' || seq !== 3);
    const summary = await runFleet(settingsOf(2, 1, 'none'), { makeOutbox: losesOne });
    expect(summary.sent).toBeGreaterThan(100);
    expect(summary).toMatchObject({ lost: 2, received: summary.sent - 2, waiting: 0, outOfOrder: 0 });
    expect(exitCodeOf(summary)).toBe(1);
  });
});
