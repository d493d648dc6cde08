import type { PresentCommand } from '../contract/api.ts';
import type { ReaderId } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { PartStatus } from '../contract/status.ts';
import { type CredentialFault, parseBarcode, parseQr, parseUid } from '../domain/credential.ts';
import type { CardReader, CardReaderListener, ReaderFeedback } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialHasher } from '../ports/credential-hasher.ts';
import type { NumberSealer } from '../ports/patron-directory.ts';

type ReaderOut = { readonly code: 'reader-unplugged'; readonly message: string };

export type SimulatedReaderParts = {
  readonly hasher: CredentialHasher;
  readonly seal: NumberSealer;
  readonly clock: Clock;
};

/** A reader with no hardware. Its edge is here: what is presented is hashed before anybody is told. */
export class SimulatedReader implements CardReader {
  readonly id: ReaderId;
  readonly kind = 'simulated';
  readonly #hasher: CredentialHasher;
  readonly #seal: NumberSealer;
  readonly #clock: Clock;
  #status: PartStatus;
  #shown: ReaderFeedback = 'idle';
  #listener: CardReaderListener | null = null;
  #occupied = false;

  constructor(id: ReaderId, { hasher, seal, clock }: SimulatedReaderParts) {
    this.id = id;
    this.#hasher = hasher;
    this.#seal = seal;
    this.#clock = clock;
    this.#status = { state: 'ready', sinceMs: clock.wallMs(), detail: 'simulated' };
  }

  status(): PartStatus {
    return this.#status;
  }

  start(listener: CardReaderListener): void {
    this.#listener = listener;
    listener.statusChanged(this.#status);
  }

  show(feedback: ReaderFeedback): void {
    this.#shown = feedback;
  }

  /** What it shows since it was last told. */
  get shown(): ReaderFeedback {
    return this.#shown;
  }

  async stop(): Promise<void> {
    this.#listener = null;
  }

  unplug(): void {
    this.remove();
    this.#setStatus({ state: 'faulted', faultCode: 'line-lost' });
  }

  plugIn(): void {
    this.#setStatus({ state: 'ready', detail: 'simulated' });
  }

  /** Something is presented that is no credential. */
  presentGarbage(): void {
    if (this.#status.state === 'ready') this.#listener?.cardUnreadable('uid-malformed');
  }

  present(what: PresentCommand): Result<void, CredentialFault | ReaderOut> {
    const parsed =
      'uid' in what ? parseUid(what.uid) : 'barcode' in what ? parseBarcode(what.barcode) : parseQr(what.qr);
    if (!parsed.ok && parsed.error.code !== 'personal-number') return parsed;
    if (this.#status.state !== 'ready') return err({ code: 'reader-unplugged', message: 'the reader is unplugged' });
    if (!parsed.ok) {
      this.#listener?.cardUnreadable(parsed.error.code);
      return parsed;
    }
    this.remove();
    this.#occupied = true;
    this.#listener?.cardPresented({
      credential: this.#hasher(parsed.value),
      number: 'barcode' in what ? this.#seal(parsed.value.canonical) : null,
      readAt: this.#clock.monotonicMs(),
    });
    return ok(undefined);
  }

  /** At a keypad that this reader has. */
  pressKeys(keys: string): void {
    if (this.#status.state === 'ready') this.#listener?.keysPressed(keys);
  }

  remove(): void {
    if (!this.#occupied) return;
    this.#occupied = false;
    this.#listener?.cardRemoved();
  }

  #setStatus(condition: Omit<PartStatus, 'sinceMs'>): void {
    this.#status = { ...condition, sinceMs: this.#clock.wallMs() };
    this.#listener?.statusChanged(this.#status);
  }
}
