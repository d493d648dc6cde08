import { z } from 'zod';

export const FaultLevel = z.enum(['none', 'usual', 'hard']);
export type FaultLevel = z.infer<typeof FaultLevel>;

export type FleetSettings = {
  readonly offices: number;
  /** For how long messages are made; what waits then drains after that. */
  readonly minutes: number;
  /** Simulated minutes in each real one. */
  readonly speed: number;
  readonly seed: number;
  readonly faults: FaultLevel;
  /** Null: a mosquitto is started. Else brokers of one cluster; the listener uses the first one. */
  readonly urls: readonly [string, ...string[]] | null;
  /** In the middle of the run; only the broker that was started here. */
  readonly restartBroker: boolean;
};

/** Simulated minutes that a run covers. */
export function simulatedMinutes({ minutes, speed }: FleetSettings): number {
  return minutes * speed;
}
