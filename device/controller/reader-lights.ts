import type { DoorId, ReaderId } from '../contract/ids.ts';
import type { CardReader, ReaderFeedback } from '../ports/card-reader.ts';

type LitReader = { readonly reader: CardReader; readonly door: DoorId };

/** What the readers show when nobody taps: whether their door can let anybody in. */
export class ReaderLights {
  readonly #readers: readonly LitReader[];
  readonly #takesAccess: (door: DoorId) => boolean;
  readonly #resting = new Map<ReaderId, ReaderFeedback>();

  /** `takesAccess`: whether the door can be opened by any card at all. */
  constructor(readers: readonly LitReader[], takesAccess: (door: DoorId) => boolean) {
    this.#readers = readers;
    this.#takesAccess = takesAccess;
  }

  signal(id: ReaderId, feedback: ReaderFeedback): void {
    this.#readers.find(({ reader }) => reader.id === id)?.reader.show(feedback);
  }

  /** Something of the doors has changed. */
  refresh(): void {
    for (const { reader, door } of this.#readers) {
      const feedback = this.#takesAccess(door) ? 'idle' : 'unavailable';
      if (this.#resting.get(reader.id) === feedback) continue;
      this.#resting.set(reader.id, feedback);
      reader.show(feedback);
    }
  }

  /** A reader that was out shows nothing of what it was told before. */
  readerReady(id: ReaderId): void {
    this.#resting.delete(id);
    this.refresh();
  }
}
