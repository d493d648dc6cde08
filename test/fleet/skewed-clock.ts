import { epochMs, type Milliseconds, type MonotonicMs } from '../../device/contract/units.ts';
import type { CancelTimer, Clock } from '../../device/ports/clock.ts';
import { systemClock } from '../../device/system-clock.ts';

/** The machine's clocks, with a wall clock that may be off. Not sped up: back-off and time-outs are those of a box. */
export class SkewedClock implements Clock {
  skewMs = 0;

  wallMs() {
    return epochMs(systemClock.wallMs() + this.skewMs);
  }

  monotonicMs(): MonotonicMs {
    return systemClock.monotonicMs();
  }

  after(delay: Milliseconds, action: () => void): CancelTimer {
    return systemClock.after(delay, action);
  }
}
