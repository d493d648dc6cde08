import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../../device/contract/result.ts';
import type { RunTool } from '../../../provisioning/box/install/run-tool.ts';
import { runningStep } from '../../../provisioning/box/install/running-step.ts';
import { placesOf } from '../../../provisioning/files/places.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A unit that left its rest so long ago, and what systemctl is called with. */
function unitSince(secondsAgo: number, over: Readonly<Record<string, string>> = {}) {
  const calls: string[] = [];
  const fields = {
    ActiveState: 'active',
    InactiveExitTimestampMonotonic: `${Math.round(Number(process.hrtime.bigint()) / 1e3 - secondsAgo * 1e6)}`,
    ConditionResult: 'yes',
    ConditionTimestampMonotonic: '1',
    ...over,
  };
  const run: RunTool = async (...command) => {
    calls.push(command.join(' '));
    return ok(
      Object.entries(fields)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    );
  };
  const file = join(tempFolder(), 'config.json');
  writeFileSync(file, '{}');
  const writtenAgo = (seconds: number) => utimesSync(file, new Date(), new Date(Date.now() - seconds * 1_000));
  const system = { places: placesOf('/'), run, live: true, asRoot: true, hasScreen: false };
  return { calls, writtenAgo, step: runningStep({ unit: 'ak-controller.service', files: [file] }, system) };
}

test('a unit that was started after its files were put in place is left alone', async () => {
  const { step, writtenAgo } = unitSince(10);
  writtenAgo(11);

  expect(await step.check()).toBe('right');
});

test('one that runs with what was there before is started anew', async () => {
  const { step, writtenAgo, calls } = unitSince(10);
  writtenAgo(9);

  expect(await step.check()).toContain('runs since before');
  await step.apply();
  expect(calls.slice(-2)).toEqual(['systemctl daemon-reload', 'systemctl restart ak-controller.service']);
});

test('one that has ended is not right', async () => {
  expect(await unitSince(10, { ActiveState: 'failed' }).step.check()).toContain('failed');
  expect(await unitSince(10, { ActiveState: 'inactive' }).step.check()).toContain('inactive');
});

test('a screen is not missed on a machine without a console, once that was found out', async () => {
  const without = { ActiveState: 'inactive', ConditionResult: 'no' };

  expect(await unitSince(10, without).step.check()).toBe('right');
  expect(await unitSince(10, { ...without, ConditionTimestampMonotonic: '0' }).step.check()).toContain('inactive');
});
