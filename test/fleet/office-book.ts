import type { HistoryStream } from '../../device/contract/feed/topics.ts';
import { machineMs } from './machine-time.ts';

/** From when to when nothing could come through, in machine time. */
export type Outage = { readonly fromMs: number; readonly toMs: number };

/** When there was a connection and when not, and how often one was made. */
export class Uptime {
  connections = 0;
  readonly #outages: Outage[] = [];
  #downSinceMs: number | null = machineMs();

  up(): void {
    if (this.#downSinceMs === null) return;
    this.#outages.push({ fromMs: this.#downSinceMs, toMs: machineMs() });
    this.#downSinceMs = null;
    this.connections += 1;
  }

  down(): void {
    this.#downSinceMs ??= machineMs();
  }

  /** Oldest first; the present one lasts for ever. */
  outages(): readonly Outage[] {
    const now = this.#downSinceMs === null ? [] : [{ fromMs: this.#downSinceMs, toMs: Number.POSITIVE_INFINITY }];
    return [...this.#outages, ...now];
  }
}

/** What one office has given out, to be held against what was heard. */
export class OfficeBook {
  readonly uptime = new Uptime();
  /** When each message of a stream was made, in machine time: that of number n at n - 1. */
  readonly made: Readonly<Record<HistoryStream, number[]>> = { events: [], hourly: [], 'log-head': [], receipt: [] };
  drops = 0;
  powerCuts = 0;
  clockJumps = 0;
}
