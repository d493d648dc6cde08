/** A length of time in milliseconds; may be fractional, never negative. */
export type Milliseconds = number & { readonly __unit: 'ms' };

/** Wall-clock time: milliseconds since 1970-01-01T00:00Z. May jump, back as well as forward. */
export type EpochMs = number & { readonly __unit: 'epoch-ms' };

/** Milliseconds on a clock that only goes forward; its zero differs from process to process. */
export type MonotonicMs = number & { readonly __unit: 'monotonic-ms' };

export function milliseconds(value: number): Milliseconds {
  return value as Milliseconds;
}

export function seconds(value: number): Milliseconds {
  return (value * 1000) as Milliseconds;
}

export function minutes(value: number): Milliseconds {
  return (value * 60_000) as Milliseconds;
}

export function hours(value: number): Milliseconds {
  return (value * 3_600_000) as Milliseconds;
}

/** Of 24 hours each, whatever the wall clock does. */
export function days(value: number): Milliseconds {
  return (value * 86_400_000) as Milliseconds;
}

export function epochMs(value: number): EpochMs {
  return value as EpochMs;
}

export function monotonicMs(value: number): MonotonicMs {
  return value as MonotonicMs;
}
