/** Milliseconds on CLOCK_MONOTONIC, which every process of this machine shares. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
