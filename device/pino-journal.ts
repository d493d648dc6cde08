import { destination, pino } from 'pino';
import { eventCatalogue } from './contract/events.ts';
import type { Journal } from './ports/journal.ts';

/** Lines that wait for a reader of stdout that does not read; what is beyond is dropped, the door goes on. */
const MOST_BUFFERED_BYTES = 1024 * 1024;

export type PinoJournal = Journal & { flush(): void };

export type PinoJournalOptions = {
  /** Whether the passages of people are told too: not to whoever keeps the lines and cannot leave them out, as systemd. */
  readonly passages: boolean;
};

/**
 * JSON lines on stdout, written without ever blocking. Credential hashes and pseudonyms are left out (I4): what is erased
 * from the access log stands nowhere else. `record` is the class of what the access log has, so that whoever keeps the
 * lines can leave out the passages of people.
 */
export function createPinoJournal({ passages }: PinoJournalOptions): PinoJournal {
  const stdout = destination({ dest: 1, sync: false, maxLength: MOST_BUFFERED_BYTES });
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['credential', 'pseudonym'], remove: true },
    },
    stdout,
  );
  return {
    write({ type, ...data }) {
      const { level, sentence, kept } = eventCatalogue[type];
      if (kept === 'visits' && !passages) return;
      logger[level]({ event: type, ...data, record: kept }, sentence);
    },
    flush: () => stdout.flushSync(),
  };
}
