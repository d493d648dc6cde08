import { err, ok, type Result } from '../../device/contract/result.ts';
import type { AccessLog, LogHead, LogRecord, StorageFault, StoredEvent } from '../../device/ports/access-log.ts';

type Pending = { readonly record: LogRecord; readonly late: boolean; readonly settle: (ok: boolean) => void };

/** A log whose disk a test holds in its hands: every append waits until it is told to succeed or to fail. */
export class FakeLog implements AccessLog {
  readonly stored: { readonly record: LogRecord; readonly late: boolean }[] = [];
  readonly #pending: Pending[] = [];

  append(record: LogRecord, late: boolean): Promise<Result<void, StorageFault>> {
    return new Promise((resolve) => {
      const settle = (stores: boolean) => {
        if (stores) this.stored.push({ record, late });
        resolve(stores ? ok(undefined) : err({ code: 'storage-full', detail: 'no space' }));
      };
      this.#pending.push({ record, late, settle });
    });
  }

  async readSinceReset(): Promise<Result<readonly StoredEvent[], StorageFault>> {
    return ok([]);
  }

  async doorModes(): Promise<Result<readonly never[], StorageFault>> {
    return ok([]);
  }

  async head(): Promise<Result<LogHead, StorageFault>> {
    return ok({ seq: this.stored.length, hash: '0'.repeat(64) });
  }

  async newestAnnouncement(): Promise<Result<null, StorageFault>> {
    return ok(null);
  }

  filesAside(): readonly string[] {
    return [];
  }

  onPutAside(): void {}

  onOpened(): void {}

  waiting(): number {
    return this.#pending.length;
  }

  /** Lets all waiting appends succeed (or fail), in order, and their consequences run. */
  async settle(stores: boolean): Promise<void> {
    for (const { settle } of this.#pending.splice(0)) settle(stores);
    await settled();
  }
}

/** Resolves when all promises that are due have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
