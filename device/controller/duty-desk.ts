import type { HostView } from '../contract/api.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { EpochMs } from '../contract/units.ts';
import type { StoredEvent } from '../ports/access-log.ts';
import type { ControllerParts } from './controller-parts.ts';
import { ExportDesk } from './export-desk.ts';
import type { HostSession } from './host-session.ts';
import { IncidentBook } from './incident-book.ts';
import type { LogKeeper } from './log-keeper.ts';
import { OpeningKeeper } from './opening-keeper.ts';
import { ShiftBook } from './shift-book.ts';

type DutyDeskParts = {
  readonly parts: ControllerParts;
  readonly keeper: LogKeeper;
  readonly hostSession: HostSession;
  /** Something has changed that only a host sees. */
  readonly onChange: () => void;
  /** Other opening hours may hold. */
  readonly onHours: () => void;
};

export type DutySections = Pick<HostView, 'opening' | 'incidents' | 'exports' | 'shift'>;

/** What whoever has the duty decides for today, writes down, takes out, and hands over. */
export class DutyDesk {
  readonly opening: OpeningKeeper;
  readonly incidents: IncidentBook;
  readonly exports: ExportDesk;
  readonly #shift = new ShiftBook();

  constructor({ parts, keeper, hostSession, onChange, onHours }: DutyDeskParts) {
    const { config, clock, rules, incidents, exportMedium: medium } = parts;
    const { operator, id, timeZone } = config.office;
    const shared = { keeper, hostSession, clock, onChange };
    this.opening = new OpeningKeeper({ ...shared, rules, timeZone, onChange: onHours });
    this.incidents = new IncidentBook({ ...shared, incidents });
    this.exports = new ExportDesk({ ...shared, medium, office: `${operator}-${id}` });
  }

  /** Takes up what was logged in an earlier run. */
  learn(stored: readonly StoredEvent[]): void {
    for (const { event, atMs } of stored) {
      this.opening.learn(event);
      this.#shift.note(event, atMs);
    }
  }

  note(event: LoggedEvent, at: EpochMs): void {
    this.opening.note(event);
    this.#shift.note(event, at);
  }

  sections(): DutySections {
    return {
      opening: this.opening.section(),
      incidents: [...this.incidents.list()],
      exports: this.exports.section(),
      shift: this.#shift.section(),
    };
  }
}
