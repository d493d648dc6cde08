import type { ReaderConfigOf } from '../../contract/config.ts';
import type { ReaderId } from '../../contract/ids.ts';
import type { PartStatus } from '../../contract/status.ts';
import type { CardReader, CardReaderListener } from '../../ports/card-reader.ts';
import type { Clock } from '../../ports/clock.ts';
import { KeptProcess } from '../kept-process.ts';
import { ReaderMessage } from './messages.ts';

export type PcscReaderParts = {
  /** Those of the config whose driver is `pcsc`. */
  readonly readers: readonly ReaderConfigOf<'pcsc'>[];
  readonly clock: Clock;
  /** The box's key; the reader process reads it by itself. */
  readonly keyFile: string;
};

type CardMessage = Extract<ReaderMessage, { reader: string }>;
type Condition = Omit<PartStatus, 'sinceMs'>;

/** All PC/SC readers of a box; they share one reader process, which runs while any of them does. */
export function createPcscReaders({ readers, clock, keyFile }: PcscReaderParts): readonly CardReader[] {
  let running = 0;
  const shared: SharedProcess = {
    acquire() {
      running += 1;
      if (running === 1) process.start();
    },
    async release() {
      running -= 1;
      if (running === 0) await process.stop();
    },
  };
  const made = readers.map((config) => new PcscReader(config, clock, shared));
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const process: KeptProcess<ReaderMessage> = new KeptProcess({
    clock,
    entry: new URL(`./pcsc-child.${extension}`, import.meta.url),
    args: [keyFile],
    // Each wait for a card holds a thread of its pool; a mute reader must not take the last one.
    env: { UV_THREADPOOL_SIZE: '20' },
    parse: (raw) => ReaderMessage.safeParse(raw).data ?? null,
    said(message) {
      if (message.type === 'alive') return;
      if (message.type === 'readers') process.noteWell();
      if ('reader' in message) for (const reader of made) reader.noteCard(message);
      else for (const reader of made) reader.noteReaders(message);
    },
    ended(why) {
      for (const reader of made) reader.noteCondition({ state: 'faulted', faultCode: `reader-${why}` });
    },
  });
  return made;
}

type SharedProcess = { acquire(): void; release(): Promise<void> };

class PcscReader implements CardReader {
  readonly id: ReaderId;
  readonly kind = 'pcsc';
  readonly #match: string;
  readonly #clock: Clock;
  readonly #process: SharedProcess;
  #listener: CardReaderListener | null = null;
  #status: PartStatus;
  /** The reader that serves this place now, by its PC/SC name. */
  #name: string | null = null;

  constructor({ id, match }: ReaderConfigOf<'pcsc'>, clock: Clock, process: SharedProcess) {
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

  /** Nothing: which lights a PC/SC reader has is its own. */
  show(): void {}

  async stop(): Promise<void> {
    if (this.#listener === null) return;
    this.#listener = null;
    await this.#process.release();
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
        this.#listener?.cardPresented({ credential: message.credential, readAt: this.#clock.monotonicMs() });
        break;
      case 'card-unreadable':
        this.#listener?.cardUnreadable(message.code);
        break;
      case 'card-removed':
        this.#listener?.cardRemoved();
        break;
    }
  }

  noteCondition(condition: Condition): void {
    const { sinceMs: _, ...before } = this.#status;
    if (JSON.stringify(before) === JSON.stringify(condition)) return;
    this.#status = { ...condition, sinceMs: this.#clock.wallMs() };
    this.#listener?.statusChanged(this.#status);
  }
}
