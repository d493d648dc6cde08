import { setTimeout as wait } from 'node:timers/promises';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import type { Door } from './door-client.ts';
import type { GivenUp } from './trial.ts';
import { type DoorHealth, wellParts } from './well-parts.ts';
import type { Patience } from './workbench.ts';

export type Expected = {
  readonly version: string;
  readonly wellBefore: readonly string[];
  /** Whether the release is on trial still: settle.sh may have given it up. */
  readonly onTrial: () => boolean;
};

/** One and the same run of a controller, which is well since then. */
type WellRun = { readonly bootId: string; readonly since: number };

/**
 * Asks the door until it runs this version and every part that was well before is well again, and stays so for a while in
 * one and the same run; or says why it does not.
 */
export async function awaitWell(door: Door, expected: Expected, patience: Patience): Promise<Result<void, GivenUp>> {
  const { wellWithin, steadyFor, poll } = patience;
  const beganAt = performance.now();
  let run: WellRun | null = null;
  for (;;) {
    if (!expected.onTrial()) return err({ code: 'crash-loop', detail: 'it was started twice and never found well' });
    const health = await door.health();
    const now = performance.now();
    const fault: GivenUp | null = health.ok ? faultOf(health.value, expected) : notReady(health.error.detail);
    run = fault === null && health.ok ? sameRun(run, health.value.bootId, now) : null;
    if (run !== null && now - run.since >= steadyFor) return ok(undefined);
    const isLate = now - beganAt > wellWithin + (run === null ? 0 : steadyFor);
    if (isLate) return err(fault ?? { code: 'crash-loop', detail: 'it was well, and ended again and again' });
    await wait(poll);
  }
}

function sameRun(run: WellRun | null, bootId: string, now: number): WellRun {
  return run?.bootId === bootId ? run : { bootId, since: now };
}

function notReady(detail: string): GivenUp {
  return { code: 'not-ready', detail };
}

function faultOf(health: DoorHealth, { version, wellBefore }: Expected): GivenUp | null {
  if (health.version !== version)
    return { code: 'wrong-version', detail: `the controller that runs says that it is ${health.version}` };
  const well = wellParts(health);
  const missing = wellBefore.filter((part) => !well.includes(part));
  return missing.length === 0 ? null : { code: 'part-not-well', detail: `not well any more: ${missing.join(', ')}` };
}
