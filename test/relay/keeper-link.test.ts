import { expect, onTestFinished, test } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import { KeeperLink } from '../../device/drivers/keeper/keeper-link.ts';
import { KeeperCommand } from '../../device/drivers/keeper/messages.ts';
import { ManualClock } from '../support/manual-clock.ts';

const soon = { timeout: 8_000, interval: 5 };

/** A link to a process that says back what it hears, which has heard its first beat. */
async function linkAtWork(child = './echo-child.ts') {
  const clock = new ManualClock();
  const heard: KeeperCommand[] = [];
  const faults: string[] = [];
  const link = new KeeperLink({
    clock,
    entry: new URL(child, import.meta.url),
    task: {},
    parse: (raw) => KeeperCommand.safeParse(raw).data ?? null,
    said: (command) => heard.push(command),
    lost: (fault) => faults.push(fault),
  });
  onTestFinished(() => link.stop());
  link.start();
  await expect.poll(() => heard.splice(0), soon).toEqual([{ type: 'beat' }]);
  return { clock, link, heard, faults };
}

test('a keeper hears its controller every half second', async () => {
  const { clock, heard } = await linkAtWork();
  clock.advance(499);
  clock.advance(1);
  clock.advance(1_000);
  await expect.poll(() => heard, soon).toEqual(Array(3).fill({ type: 'beat' }));
});

test('a keeper is told for how long it may close an output, and to open it', async () => {
  const { link, heard } = await linkAtWork();
  link.command(1, { closeFor: milliseconds(700) });
  link.command(1, 'open');
  await expect
    .poll(() => heard, soon)
    .toEqual([
      { type: 'energise', output: 1, forMs: 700 },
      { type: 'release', output: 1 },
    ]);
});

test('a keeper that ended is told of, and the one that follows within 0.3 s hears the controller again', async () => {
  const { clock, link, heard, faults } = await linkAtWork();
  link.command(9, 'open');
  await expect.poll(() => faults, soon).toEqual(['keeper-process-dead']);
  clock.advance(300);
  clock.advance(500);
  await expect.poll(() => heard, soon).toContainEqual({ type: 'beat' });
});

test('a keeper that is stuck is told of at once, not when the kernel has let go of what it waits for', async () => {
  const { clock, faults } = await linkAtWork('./stuck-child.ts');
  clock.advance(2_900);
  expect(faults).toEqual([]);
  clock.advance(100);
  expect(faults).toEqual(['keeper-process-hung']);
  await expect.poll(() => clock.pending().includes(250), soon).toBe(true);
  expect(faults).toEqual(['keeper-process-hung']);
});
