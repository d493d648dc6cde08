import { existsSync, statSync } from 'node:fs';
import { ok } from '../../../device/contract/result.ts';
import type { Step } from './step.ts';
import type { System } from './system.ts';

/** A unit, and the files that it reads when it starts. */
export type Reads = { readonly unit: string; readonly files: readonly string[] };

/**
 * That a unit runs, and with what lies on the disk now: one that was started before a file of its own was put in place is
 * started anew. Nothing is remembered for that, so that a power cut or a run that broke off changes nothing. Where the
 * clock was set back meanwhile it is started once too often.
 */
export function runningStep({ unit, files }: Reads, { run }: System): Step {
  return {
    name: `${unit} running`,
    async check() {
      const shown = await run('systemctl', 'show', '-p', PROPERTIES, unit);
      if (!shown.ok) return shown.error.detail;
      const fields = fieldsOf(shown.value);
      const { ActiveState: state, InactiveExitTimestampMonotonic: since } = fields;
      if (state === 'inactive' && isNotForThisMachine(fields)) return 'right';
      if (state !== 'active') return `${unit} is ${state}`;
      const startedMs = wallClockOf(Number(since));
      const newer = files.find((file) => existsSync(file) && statSync(file).mtimeMs > startedMs);
      return newer === undefined ? 'right' : `${unit} runs since before ${newer}`;
    },
    async apply() {
      const reloaded = await run('systemctl', 'daemon-reload');
      const restarted = reloaded.ok ? await run('systemctl', 'restart', unit) : reloaded;
      return restarted.ok ? ok(undefined) : restarted;
    },
  };
}

const PROPERTIES = 'ActiveState,InactiveExitTimestampMonotonic,ConditionResult,ConditionTimestampMonotonic';

/** It was tried, and a condition of the unit itself was not met: a screen without a console. systemd.unit(5). */
function isNotForThisMachine({ ConditionResult: met, ConditionTimestampMonotonic: at }: Fields): boolean {
  return met === 'no' && Number(at) > 0;
}

type Fields = Readonly<Record<string, string>>;

function fieldsOf(text: string): Fields {
  return Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s)));
}

/** systemd counts by CLOCK_MONOTONIC, in microseconds; so does process.hrtime, in nanoseconds. */
function wallClockOf(monotonicUs: number): number {
  return Date.now() - (Number(process.hrtime.bigint()) / 1e6 - monotonicUs / 1e3);
}
