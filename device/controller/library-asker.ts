import type { OfficeMode, Policy } from '../contract/policy.ts';
import { days, epochMs, milliseconds } from '../contract/units.ts';
import type { LibraryEvidence } from '../domain/access-decision.ts';
import { takesUnasked } from '../domain/library-offline.ts';
import type { CardPresented } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { PatronAnswer, PatronDirectory } from '../ports/patron-directory.ts';
import type { PatronMemory } from '../ports/patron-memory.ts';
import { inTime } from './in-time.ts';

/** Longer than this nobody waits at a door; then the rule for a library that is out of reach holds. */
const DEADLINE = milliseconds(1_500);
/** What lies on this box's own disk is there in a moment, or the disk hangs. */
const FROM_DISK = milliseconds(500);

const tooLate: PatronAnswer = { outcome: 'unavailable', code: 'patron-timeout' };

export type LibraryAskerParts = {
  /** Null where the office has none. */
  readonly patrons: PatronDirectory | null;
  readonly memory: PatronMemory;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly rules: () => Policy['library'];
};

/** Asks the library about a card; while it is out of reach the policy says what stands in its place. */
export class LibraryAsker {
  readonly #parts: LibraryAskerParts;

  constructor(parts: LibraryAskerParts) {
    this.#parts = parts;
  }

  /** Whether there is a library that could be asked about this card. */
  knows({ number }: CardPresented): boolean {
    return this.#parts.patrons !== null && number !== null;
  }

  async ask({ credential, number }: CardPresented, pin: string | null, mode: OfficeMode): Promise<LibraryEvidence> {
    const { patrons, memory, clock, journal, rules } = this.#parts;
    if (patrons === null || number === null) return 'library-unavailable';
    const { hash } = credential;
    const asked = patrons.ask({ credential: hash, number, pin }, DEADLINE);
    const answer = (await inTime(asked, clock, milliseconds(DEADLINE + FROM_DISK))) ?? tooLate;
    switch (answer.outcome) {
      case 'good':
        if (!patrons.answersFromMemory) memory.remember(hash, epochMs(clock.wallMs() + days(rules().knownDays)));
        return 'good';
      case 'refused':
        // A wrong PIN says nothing against the card.
        if (answer.reason !== 'pin-wrong' && !patrons.answersFromMemory) memory.forget(hash);
        return answer.reason;
      case 'unavailable': {
        journal.write({ type: 'library-not-asked', code: answer.code });
        const gone = {
          mode,
          goodUntil: await inTime(memory.goodUntil(hash), clock, FROM_DISK),
          pinGiven: pin !== null,
        };
        return takesUnasked(gone, rules(), clock.wallMs()) ? 'good' : 'library-unavailable';
      }
    }
  }
}
