import type { PartStatus } from '../contract/status.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Loss } from './loss.ts';

export type LinkReportParts = {
  readonly clock: Clock;
  readonly journal: Journal;
  /** What wants looking after although the link is up; null: nothing. */
  readonly warning: () => string | null;
  readonly statusChanged: (status: PartStatus) => void;
};

/** Tells the status of the link and journals it: once per change, however often an attempt is repeated. */
export class LinkReport {
  readonly #parts: LinkReportParts;
  #told = '';
  #sinceMs: number;

  constructor(parts: LinkReportParts, url: string) {
    this.#parts = parts;
    this.#sinceMs = parts.clock.wallMs();
    this.#tell({ state: 'starting' }, url);
  }

  connected(url: string): void {
    const warningCode = this.#parts.warning();
    const status = { state: 'ready', ...(warningCode && { warningCode }) } as const;
    if (this.#tell(status, url)) this.#parts.journal.write({ type: 'broker-connected', url });
  }

  lost({ code, detail }: Loss, url: string): void {
    if (this.#tell({ state: 'faulted', faultCode: code }, url))
      this.#parts.journal.write({ type: 'broker-lost', code, detail });
  }

  /** True when it is another state than before; a warning that comes or goes is none. */
  #tell(status: Omit<PartStatus, 'sinceMs'>, url: string): boolean {
    const { clock, statusChanged } = this.#parts;
    const before = this.#told;
    const key = (warning?: string) => [status.state, status.faultCode, status.state === 'ready' && url, warning].join();
    const [state, whole] = [key(), key(status.warningCode)];
    if (before === whole) return false;
    const isNew = !before.startsWith(state);
    if (isNew) this.#sinceMs = clock.wallMs();
    this.#told = whole;
    statusChanged({ ...status, sinceMs: this.#sinceMs, detail: url });
    return isNew;
  }
}
