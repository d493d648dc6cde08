import type { PartStatus } from '../contract/status.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Loss } from './loss.ts';

export type LinkReportParts = {
  readonly url: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly statusChanged: (status: PartStatus) => void;
};

/** Tells the status of the link and journals it: once per change, however often an attempt is repeated. */
export class LinkReport {
  readonly #parts: LinkReportParts;
  #told = '';

  constructor(parts: LinkReportParts) {
    this.#parts = parts;
    this.#tell({ state: 'starting' });
  }

  connected(): void {
    if (this.#tell({ state: 'ready' })) this.#parts.journal.write({ type: 'broker-connected', url: this.#parts.url });
  }

  lost({ code, detail }: Loss): void {
    if (this.#tell({ state: 'faulted', faultCode: code }))
      this.#parts.journal.write({ type: 'broker-lost', code, detail });
  }

  #tell(status: Pick<PartStatus, 'state' | 'faultCode'>): boolean {
    const { url, clock, statusChanged } = this.#parts;
    const key = `${status.state} ${status.faultCode}`;
    if (key === this.#told) return false;
    this.#told = key;
    statusChanged({ ...status, sinceMs: clock.wallMs(), detail: url });
    return true;
  }
}
