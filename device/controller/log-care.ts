import type { RetentionSection } from '../contract/retention.ts';
import { hours } from '../contract/units.ts';
import type { AccessLog } from '../ports/access-log.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { ClockWatch } from './clock-watch.ts';
import type { ControllerParts } from './controller-parts.ts';
import type { LogKeeper } from './log-keeper.ts';
import { LogSealer } from './log-sealer.ts';
import { Purger } from './purger.ts';

/** More than any day has, that with an hour twice among them. */
const LONGEST_DAY = hours(26);

type LogCareParts = {
  readonly parts: ControllerParts;
  readonly keeper: LogKeeper;
  readonly onChange: () => void;
  readonly onLogChange: () => void;
};

/** That the log can be trusted, and keeps nothing too long: its clock, its seal, its purges. */
export class LogCare {
  readonly purger: Purger;
  readonly #clockWatch: ClockWatch;
  readonly #sealer: LogSealer;
  readonly #log: AccessLog;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #onLogChange: () => void;
  #cancel: CancelTimer = () => {};
  /** Ends in a file: nothing is written once this has stopped. */
  #sealing: Promise<void> = Promise.resolve();

  constructor({ parts, keeper, onChange, onLogChange }: LogCareParts) {
    const { config, clock, journal, log, retention, hours, outbox, seal, clockSynchronised: synchronised } = parts;
    this.#log = log;
    this.#journal = journal;
    this.#clock = clock;
    this.#onLogChange = onLogChange;
    this.#clockWatch = new ClockWatch({ clock, synchronised, moved: (event) => void keeper.keep(event) });
    this.#sealer = new LogSealer({ office: config.office, log, keeper, seal, clock });
    this.purger = new Purger({
      ...{ privacy: config.privacy, retention, hours, outbox, keeper, clock, synchronised, journal },
      onChange: () => {
        onChange();
        // It may have removed what the log was said to have put aside.
        onLogChange();
      },
      clockWatch: this.#clockWatch,
    });
  }

  start(): void {
    this.#clockWatch.start();
    this.purger.purge();
    this.#awaitDay();
    this.#log.onPutAside((file) => {
      this.#journal.write({ type: 'log-put-aside', file });
      this.#onLogChange();
    });
  }

  /** The count was reset. */
  newDay(): void {
    this.#awaitDay();
    // Signed first: by the time of that it is known, too, how old the rows before it are.
    this.#sealing = this.#sealer.sealHead().then(() => this.purger.purge());
  }

  /** A count that was reset by a clock that was years ahead is not reset again for years; the log does not wait for it. */
  #awaitDay(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(LONGEST_DAY, () => this.newDay());
  }

  async stop(): Promise<void> {
    this.#cancel();
    this.#clockWatch.stop();
    await this.#sealing;
    await this.purger.stop();
  }

  section(): RetentionSection {
    return this.purger.section();
  }
}
