import type { Incident, NoteIncidentCommand } from '../contract/incidents.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import type { IncidentCommands, IncidentFault, IncidentStore } from '../ports/incidents.ts';
import type { SessionId } from '../ports/session.ts';
import type { HostSession } from './host-session.ts';
import type { LogKeeper } from './log-keeper.ts';

/** More than that a host looks for in an export. */
const MOST_SHOWN = 20;

type IncidentBookParts = {
  readonly hostSession: Pick<HostSession, 'touch'>;
  readonly keeper: Pick<LogKeeper, 'draft' | 'drafted'>;
  readonly incidents: IncidentStore;
  /** The list is another one. */
  readonly onChange: () => void;
};

/** What hosts have written down of late. The log tells that they did, what it was about and who wrote, and no word more. */
export class IncidentBook implements IncidentCommands {
  readonly #parts: IncidentBookParts;
  #newest: readonly Incident[] = [];

  constructor(parts: IncidentBookParts) {
    this.#parts = parts;
  }

  async note(session: SessionId, { category, text }: NoteIncidentCommand): Promise<Result<void, IncidentFault>> {
    const { hostSession, keeper, incidents } = this.#parts;
    const by = hostSession.touch(session);
    if (by === null) return err({ code: 'host-view-locked', message: 'a host card opens the host view' });
    if (holdsPersonalNumber(text))
      return err({ code: 'personal-number', message: 'personal identity numbers are not taken here' });
    const record = keeper.draft({ type: 'incident-noted', category, by });
    const stored = await incidents.add({ category, text, by, record });
    if (!stored.ok) return err({ code: 'storage-failed', message: 'the disk did not take it; nothing was changed' });
    keeper.drafted(record);
    await this.refresh();
    return ok(undefined);
  }

  /** Newest first. */
  list(): readonly Incident[] {
    return this.#newest;
  }

  /** Resolves when the disk has given it, or has not; the host is shown what is known then. */
  async refresh(): Promise<void> {
    const read = await this.#parts.incidents.newest(MOST_SHOWN);
    if (read.ok) this.#newest = read.value;
    this.#parts.onChange();
  }
}
