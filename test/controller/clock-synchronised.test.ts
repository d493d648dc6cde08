import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { systemClockSynchronised } from '../../device/clock-synchronised.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A system with this answer to each question, and how often it was asked. */
function setUp(answers: readonly (string | null)[], folder = join(tempFolder(), 'none')) {
  const clock = new ManualClock();
  const ask = vi.fn(async () => answers[Math.min(ask.mock.calls.length, answers.length) - 1] ?? null);
  const synchronised = systemClockSynchronised(clock, { folder, ask });
  return { clock, ask, synchronised };
}

const answered = () => new Promise((resolve) => setImmediate(resolve));

describe('with systemd-timesyncd', () => {
  test('its file says it, and nobody else is asked', () => {
    const folder = join(tempFolder(), 'timesync');
    mkdirSync(folder);
    const { synchronised, ask } = setUp(['yes\n'], folder);
    expect(synchronised()).toBe(false);
    writeFileSync(join(folder, 'synchronized'), '');
    expect(synchronised()).toBe(true);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('with chrony, or another that tells the kernel', () => {
  test('the system is asked in the background, once a minute, however often somebody wants to know', async () => {
    const { clock, ask, synchronised } = setUp(['no\n', 'yes\n']);
    expect([synchronised(), synchronised(), synchronised()]).toEqual([null, null, null]);
    await answered();
    expect([synchronised(), ask.mock.calls.length]).toEqual([false, 1]);
    clock.advance(59_999);
    expect(synchronised()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(1);
    clock.advance(1);
    synchronised();
    await answered();
    expect([synchronised(), ask.mock.calls.length]).toEqual([true, 2]);
  });

  test('a wall clock that is set hastens and delays no question', async () => {
    const { clock, ask, synchronised } = setUp(['no\n']);
    synchronised();
    await answered();
    clock.setWall(clock.wallMs() - 86_400_000);
    clock.advance(60_000);
    synchronised();
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

test.each([null, '', 'NTPSynchronized=yes', 'maybe'])(
  'where the system answers %j nobody knows, and it is let be',
  async (answer) => {
    const { clock, ask, synchronised } = setUp([answer]);
    synchronised();
    await answered();
    clock.advance(599_999);
    expect([synchronised(), ask.mock.calls.length]).toEqual([null, 1]);
  },
);
