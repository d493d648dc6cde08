import type { ReaderId } from '../contract/ids.ts';
import type { PartStatus, ReaderKind } from '../contract/status.ts';
import type { CardReader, CardReaderListener, ReaderFeedback, ReaderService } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialHasher } from '../ports/credential-hasher.ts';
import type { CredentialSourceListener } from './line-reader/credential-source.ts';
import { sealNumber } from './sealed-number.ts';

/** A driver that reads credentials in clear, and what it can show. */
export type CredentialSource = {
  status(): PartStatus;
  start(): void;
  stop(): Promise<void>;
  show?(feedback: ReaderFeedback): void;
  readonly service?: ReaderService;
};

export type SourceReaderParts = {
  readonly id: ReaderId;
  readonly kind: ReaderKind;
  readonly clock: Clock;
  readonly hasher: CredentialHasher;
  readonly makeSource: (listener: CredentialSourceListener) => CredentialSource;
};

/** The edge of a reader whose driver runs in this process: what it reads is hashed here, and goes no further (I4). */
export class SourceReader implements CardReader {
  readonly id: ReaderId;
  readonly kind: ReaderKind;
  readonly #source: CredentialSource;
  readonly service?: ReaderService;
  #listener: CardReaderListener | null = null;

  constructor({ id, kind, clock, hasher, makeSource }: SourceReaderParts) {
    this.id = id;
    this.kind = kind;
    this.#source = makeSource({
      uidPresented: (card) =>
        this.#listener?.cardPresented({
          credential: hasher(card),
          number: card.kind === 'barcode' ? sealNumber(card.canonical) : null,
          readAt: clock.monotonicMs(),
        }),
      keysPressed: (keys) => this.#listener?.keysPressed(keys),
      removed: () => this.#listener?.cardRemoved(),
      unreadable: (code) => this.#listener?.cardUnreadable(code),
      refused: (code) => this.#listener?.messageRefused(code),
      statusChanged: (status) => this.#listener?.statusChanged(status),
    });
    if (this.#source.service !== undefined) this.service = this.#source.service;
  }

  status(): PartStatus {
    return this.#source.status();
  }

  start(listener: CardReaderListener): void {
    this.#listener = listener;
    this.#source.start();
  }

  show(feedback: ReaderFeedback): void {
    this.#source.show?.(feedback);
  }

  async stop(): Promise<void> {
    this.#listener = null;
    await this.#source.stop();
  }
}
