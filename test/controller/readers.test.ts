import { expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { ReaderId } from '../../device/contract/ids.ts';
import type { PartStatus } from '../../device/contract/status.ts';
import { Readers } from '../../device/controller/readers.ts';
import type { CardReader, CardReaderListener, ReaderFeedback } from '../../device/ports/card-reader.ts';
import { office } from '../support/office.ts';
import { RecordingJournal } from '../support/recording-journal.ts';

/** A reader whose status the test sets, and what was shown on it. */
class PlayedReader implements CardReader {
  readonly id = ReaderId.parse('front');
  readonly kind = 'simulated';
  readonly shown: ReaderFeedback[] = [];
  #listener: CardReaderListener | null = null;

  status = (): PartStatus => ({ state: 'starting', sinceMs: 0 });
  stop = async () => {};
  show = (feedback: ReaderFeedback) => void this.shown.push(feedback);

  start(listener: CardReaderListener): void {
    this.#listener = listener;
  }

  become(state: PartStatus['state'], faultCode?: string): void {
    this.#listener?.statusChanged({ state, sinceMs: 0, ...(faultCode ? { faultCode } : {}) });
  }
}

function setUp() {
  const reader = new PlayedReader();
  const kept: string[] = [];
  const keeper = {
    async keep({ type }: { type: string }) {
      kept.push(type);
      return 'durable' as const;
    },
  };
  const [config, journal] = [Config.parse(office), new RecordingJournal()];
  const parts = { config, readers: [reader], journal, keeper, doors: { takesAccess: () => false } };
  const readers = new Readers(parts, {
    tapped: () => {},
    keysPressed: () => {},
    personalNumberPresented: () => {},
    changed: () => {},
  });
  readers.start();
  return { reader, kept, journal };
}

test('a reader that comes back is told anew what to show', () => {
  const { reader } = setUp();
  reader.become('ready');
  reader.become('faulted', 'line-lost');
  reader.become('ready');
  expect(reader.shown).toEqual(['unavailable', 'unavailable']);
});

test('each loss and each return of a reader is in the log, and one that was never there is not', () => {
  const { reader, kept, journal } = setUp();
  reader.become('absent');
  expect(kept).toEqual([]);
  expect(journal.types()).toEqual(['reader-absent']);
  reader.become('ready');
  reader.become('absent');
  reader.become('faulted', 'reader-silent');
  reader.become('ready');
  expect(kept).toEqual(['reader-ready', 'reader-lost', 'reader-lost', 'reader-ready']);
});
