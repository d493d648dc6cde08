import type { Config } from '../contract/config.ts';
import type { CredentialHash, Pseudonym } from '../contract/ids.ts';
import type { MyVisit, MyVisitsAnswer, MyVisitsErased } from '../contract/my-visits.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type PersonalVisit, personalVisits } from '../domain/personal-visits.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { MyVisitsFault } from '../ports/my-visits.ts';
import type { PatronMemory } from '../ports/patron-memory.ts';
import type { LogSpan, PersonalRecords } from '../ports/personal-records.ts';
import type { Pseudonyms } from '../ports/pseudonyms.ts';
import type { CardRegistry } from './card-registry.ts';
import type { LogKeeper } from './log-keeper.ts';
import type { UnlinkedVisits } from './unlinked-visits.ts';

export type OwnRecordsParts = {
  readonly config: Config;
  readonly records: PersonalRecords;
  readonly pseudonyms: Pseudonyms;
  readonly directory: Pick<CredentialDirectory, 'find'>;
  readonly registry: Pick<CardRegistry, 'remove'>;
  readonly patronMemory: PatronMemory;
  readonly keeper: Pick<LogKeeper, 'keep' | 'holdsBack'>;
  readonly unlinked: UnlinkedVisits;
};

/** All that the box stores about one card. */
export type StoredAboutCard = Omit<MyVisitsAnswer, 'untilMs'>;

type Answer<T> = Promise<Result<T, MyVisitsFault>>;
type Subject = readonly [Pseudonym | CredentialHash, LogSpan];

const MOST_VISITS = 200;
/** Who asks at the screen, and is no host. */
const KIOSK = 'kiosk';

/** Gathers what is stored about a card, and erases it. */
export class OwnRecords {
  readonly #parts: OwnRecordsParts;
  readonly #doors: ReadonlyMap<string, Config['doors'][number]>;

  constructor(parts: OwnRecordsParts) {
    this.#parts = parts;
    this.#doors = new Map(parts.config.doors.map((door) => [door.id, door]));
  }

  async read(credential: CredentialHash): Answer<StoredAboutCard> {
    const { records, patronMemory, config, directory } = this.#parts;
    const [visits, since, libraryUntilMs] = await Promise.all([
      this.#visitsOf(credential),
      records.enrolledAt(credential),
      patronMemory.goodUntil(credential),
    ]);
    if (!visits.ok || !since.ok) return diskFault;
    const { pseudonyms, visitDays } = config.privacy;
    const shown = visits.value.slice(0, MOST_VISITS).map((visit) => this.#shown(visit));
    const record = directory.find(credential);
    return ok({
      ...{ pseudonyms, visitDays, visits: shown, leftOut: visits.value.length - shown.length, libraryUntilMs },
      card: record && {
        ...{ role: record.role, hasPin: record.hasPin, sinceMs: since.value, validUntilMs: record.validUntil },
        blocked: record.blocked,
      },
    });
  }

  /** Visits and count stay; nothing leads from them to the card any more. */
  eraseVisits(credential: CredentialHash): Answer<MyVisitsErased> {
    return this.#erase(credential, [this.#pseudonymOf(credential)]);
  }

  /** Likewise, and the card is known here no longer. */
  async forgetCard(credential: CredentialHash): Answer<MyVisitsErased> {
    const { directory, registry, patronMemory } = this.#parts;
    const record = directory.find(credential);
    if (record !== null && record.role !== 'visitor')
      return err({ code: 'not-a-visitors', message: 'a host takes this card out' });
    // Else whoever was blocked would come in as somebody whom nobody knows.
    if (record?.blocked) return err({ code: 'card-blocked', message: 'a host lifts the block first' });
    // One that is gone already went in an attempt whose rest the disk did not take.
    if (record !== null && !(await registry.remove(credential, KIOSK)).ok) return diskFault;
    patronMemory.forget(credential);
    return this.#erase(credential, [this.#pseudonymOf(credential), [credential, 'kept']]);
  }

  async #visitsOf(credential: CredentialHash): Answer<readonly PersonalVisit[]> {
    const { records, pseudonyms } = this.#parts;
    if (!pseudonyms.kept) return ok([]);
    const story = await records.storyOf(...this.#pseudonymOf(credential));
    if (!story.ok) return diskFault;
    return ok(personalVisits(story.value, (door) => this.#doors.get(door)?.area ?? null));
  }

  async #erase(credential: CredentialHash, subjects: readonly Subject[]): Answer<MyVisitsErased> {
    const { records, pseudonyms, unlinked, keeper } = this.#parts;
    unlinked.unlink(pseudonyms.of(credential));
    // What waits for the disk would bring back what was erased before it.
    if (keeper.holdsBack()) return diskFault;
    const done = await Promise.all(subjects.map(([subject, span]) => records.erase(subject, span)));
    const erased = done.reduce((sum, part) => sum + part.records, 0);
    if (erased > 0) void keeper.keep({ type: 'visits-erased', records: erased });
    return done.some(({ fault }) => fault !== null) ? diskFault : ok({ records: erased });
  }

  /** A pseudonym of the day has no rows of earlier days. */
  #pseudonymOf(credential: CredentialHash): readonly [Pseudonym, LogSpan] {
    const { pseudonyms, config } = this.#parts;
    return [pseudonyms.of(credential), config.privacy.pseudonyms === 'daily' ? 'day' : 'kept'];
  }

  #shown({ door, enteredAt, leftAt, endedBy, companions }: PersonalVisit): MyVisit {
    const name = this.#doors.get(door)?.name ?? door;
    return { door: name, enteredMs: enteredAt, leftMs: leftAt, endedBy, companions };
  }
}

const diskFault = err({ code: 'storage-failed', message: 'the disk did not do it; try again' } as const);
