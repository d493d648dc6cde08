import type { Result } from '../../contract/result.ts';
import type { Milliseconds } from '../../contract/units.ts';
import type { Clock } from '../../ports/clock.ts';
import { fault, type KohaFault, type KohaFaultCode } from './faults.ts';

/** Work that ends in time, whatever becomes of it. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #ends = new Set<(code: KohaFaultCode) => void>();
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** What `work` gives. `patron-timeout` at the deadline, `patron-unreachable` at the stop: its signal is aborted then. */
  run<T>(
    work: (signal: AbortSignal) => Promise<Result<T, KohaFault>>,
    deadline: Milliseconds,
  ): Promise<Result<T, KohaFault>> {
    if (this.#stopped) return Promise.resolve(fault('patron-unreachable'));
    return new Promise((resolve, reject) => {
      const abort = new AbortController();
      const cancelTimer = this.#clock.after(deadline, () => end('patron-timeout'));
      const end = (code: KohaFaultCode) => {
        settle();
        resolve(fault(code));
        abort.abort();
      };
      const settle = () => {
        cancelTimer();
        this.#ends.delete(end);
      };
      this.#ends.add(end);
      work(abort.signal).then(resolve, reject).finally(settle);
    });
  }

  /** Ends all that is under way, and whatever comes after. */
  stop(): void {
    this.#stopped = true;
    for (const end of [...this.#ends]) end('patron-unreachable');
  }
}
