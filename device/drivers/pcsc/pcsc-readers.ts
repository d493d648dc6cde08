import type { ReaderConfigOf } from '../../contract/config.ts';
import type { ReaderId } from '../../contract/ids.ts';
import type { NdefFault, NdefRecord } from '../../contract/ndef.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { PartStatus } from '../../contract/status.ts';
import { seconds } from '../../contract/units.ts';
import type { CardReader, CardReaderListener, ReaderFeedback } from '../../ports/card-reader.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TagCounters } from '../../ports/tag-counters.ts';
import { KeptProcess } from '../kept-process.ts';
import { type ReaderCommand, ReaderMessage } from './messages.ts';

export type PcscReaderParts = {
  /** Those of the config whose driver is `pcsc`. */
  readonly readers: readonly ReaderConfigOf<'pcsc'>[];
  readonly clock: Clock;
  /** The box's key; the reader process reads it by itself. */
  readonly keyFile: string;
  /** Of the office's tags with cryptography; null where it has none. */
  readonly sunKeyFile: string | null;
  readonly counters: TagCounters;
};

/** The reader process gives an answer, or up, before that. */
const LONGEST_READ = seconds(3);

type CardMessage = Extract<ReaderMessage, { reader: string }>;
type NdefMessage = Extract<ReaderMessage, { request: number }>;
type Condition = Omit<PartStatus, 'sinceMs'>;

/** All PC/SC readers of a box; they share one reader process, which runs while any of them does. */
export function createPcscReaders({ readers, ...parts }: PcscReaderParts): readonly CardReader[] {
  const { clock, keyFile, sunKeyFile } = parts;
  let running = 0;
  let requests = 0;
  const send = (command: ReaderCommand) => process.send(command);
  const shared: SharedProcess = {
    acquire() {
      running += 1;
      if (running === 1) process.start();
    },
    async release() {
      running -= 1;
      if (running === 0) await process.stop();
    },
    show: (reader, feedback) => send({ type: 'show', reader, feedback }),
    readMessage(reader) {
      requests += 1;
      send({ type: 'read-message', reader, request: requests });
      return requests;
    },
  };
  const made = readers.map((config) => new PcscReader(config, parts, shared));
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const process: KeptProcess<ReaderMessage> = new KeptProcess({
    clock,
    entry: new URL(`./pcsc-child.${extension}`, import.meta.url),
    args: sunKeyFile === null ? [keyFile] : [keyFile, sunKeyFile],
    // Each wait for a card holds a thread of its pool; a mute reader must not take the last one.
    env: { UV_THREADPOOL_SIZE: '20' },
    parse: (raw) => ReaderMessage.safeParse(raw).data ?? null,
    said(message) {
      if (message.type === 'alive') return;
      if (message.type === 'readers') process.noteWell();
      if ('reader' in message) for (const reader of made) reader.noteCard(message);
      else if ('request' in message) for (const reader of made) reader.noteMessage(message);
      else for (const reader of made) reader.noteReaders(message);
    },
    ended(why) {
      for (const reader of made) reader.noteCondition({ state: 'faulted', faultCode: `reader-${why}` });
    },
  });
  return made;
}

type SharedProcess = {
  acquire(): void;
  release(): Promise<void>;
  show(reader: string, feedback: ReaderFeedback): void;
  /** The number that the answer, which comes later, will have. */
  readMessage(reader: string): number;
};

type MessageAnswer = Result<readonly NdefRecord[], { readonly code: NdefFault }>;

class PcscReader implements CardReader {
  readonly id: ReaderId;
  readonly kind = 'pcsc';
  readonly #match: string;
  readonly #clock: Clock;
  readonly #counters: TagCounters;
  readonly #process: SharedProcess;
  #listener: CardReaderListener | null = null;
  #status: PartStatus;
  /** The reader that serves this place now, by its PC/SC name. */
  #name: string | null = null;
  readonly #asked = new Map<number, (answer: MessageAnswer) => void>();

  constructor(
    { id, match }: ReaderConfigOf<'pcsc'>,
    { clock, counters }: Pick<PcscReaderParts, 'clock' | 'counters'>,
    process: SharedProcess,
  ) {
    this.#counters = counters;
    this.id = id;
    this.#match = match ?? '';
    this.#process = process;
    this.#clock = clock;
    this.#status = { state: 'starting', sinceMs: clock.wallMs() };
  }

  status(): PartStatus {
    return this.#status;
  }

  start(listener: CardReaderListener): void {
    this.#listener = listener;
    listener.statusChanged(this.#status);
    this.#process.acquire();
  }

  show(feedback: ReaderFeedback): void {
    if (this.#name !== null) this.#process.show(this.#name, feedback);
  }

  readMessage(): Promise<MessageAnswer> {
    const reader = this.#name;
    if (reader === null) return Promise.resolve(err({ code: 'reader-out' }));
    const request = this.#process.readMessage(reader);
    return new Promise((resolve) => {
      const giveUp = this.#clock.after(LONGEST_READ, () => this.#answer(request, err({ code: 'card-timeout' })));
      this.#asked.set(request, (answer) => {
        giveUp();
        resolve(answer);
      });
    });
  }

  async stop(): Promise<void> {
    if (this.#listener === null) return;
    this.#listener = null;
    await this.#process.release();
  }

  noteMessage(message: NdefMessage): void {
    const isRead = message.type === 'message';
    this.#answer(message.request, isRead ? ok(message.records) : err({ code: message.code }));
  }

  #answer(request: number, answer: MessageAnswer): void {
    this.#asked.get(request)?.(answer);
    this.#asked.delete(request);
  }

  noteReaders(message: Extract<ReaderMessage, { type: 'readers' | 'service-lost' }>): void {
    if (message.type === 'service-lost') {
      this.#name = null;
      this.noteCondition({ state: 'absent', faultCode: message.code });
      return;
    }
    this.#name = message.names.find((name) => name.includes(this.#match)) ?? null;
    if (this.#name === null) this.noteCondition({ state: 'absent', faultCode: 'reader-absent' });
    else this.noteCondition({ state: 'ready', detail: this.#name });
  }

  noteCard(message: CardMessage): void {
    if (message.reader !== this.#name) return;
    switch (message.type) {
      case 'card-presented':
        this.#present(message);
        break;
      case 'card-unreadable':
        this.#listener?.cardUnreadable(message.code);
        break;
      case 'card-removed':
        this.#listener?.cardRemoved();
        break;
    }
  }

  /** A proof that was shown before was copied on its way. */
  #present({ credential, counter }: Extract<CardMessage, { type: 'card-presented' }>): void {
    if (counter !== null && !this.#counters.raise(credential.hash, counter)) {
      this.#listener?.cardUnreadable('sun-replayed');
      return;
    }
    this.#listener?.cardPresented({ credential, number: null, readAt: this.#clock.monotonicMs() });
  }

  noteCondition(condition: Condition): void {
    const { sinceMs: _, ...before } = this.#status;
    if (JSON.stringify(before) === JSON.stringify(condition)) return;
    this.#status = { ...condition, sinceMs: this.#clock.wallMs() };
    this.#listener?.statusChanged(this.#status);
  }
}
