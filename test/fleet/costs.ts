import { cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { machineMs } from './machine-time.ts';
import type { OwnBroker } from './own-broker.ts';
import type { Cost, Measured } from './summary.ts';

/** The histogram holds whole intervals between two looks, in nanoseconds. */
const LOOK_EVERY_MS = 5;
const lateMs = (intervalNs: number) => Math.max(0, intervalNs / 1e6 - LOOK_EVERY_MS);

type Costs = Omit<Measured, 'drainSeconds'>;

/** Asked once, it tells what offices and broker have cost since. */
export function beginCosts(broker: OwnBroker | null): () => Costs {
  const [beganMs, cpuBefore, residentBefore] = [machineMs(), process.cpuUsage(), process.memoryUsage.rss()];
  const brokerBefore = broker?.cost() ?? null;
  const loop = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  loop.enable();
  return () => {
    loop.disable();
    const tookMs = machineMs() - beganMs;
    const { user, system } = process.cpuUsage(cpuBefore);
    const brokerNow = broker?.cost() ?? null;
    return {
      machine: { load: loadavg()[1] ?? Number.NaN, cores: cpus().length },
      senders: costOf((user + system) / 1_000, tookMs, (process.memoryUsage.rss() - residentBefore) / 1_024),
      loopLate: { p99Ms: lateMs(loop.percentile(99)), maxMs: lateMs(loop.max) },
      broker: brokerNow && brokerBefore && costOf(brokerNow.cpuMs - brokerBefore.cpuMs, tookMs, brokerNow.residentKb),
    };
  };
}

const costOf = (cpuMs: number, tookMs: number, residentKb: number): Cost => ({
  cpuPercent: (cpuMs / tookMs) * 100,
  residentKb,
});
