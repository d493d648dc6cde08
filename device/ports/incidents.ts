import type { Incident, NoteIncidentCommand } from '../contract/incidents.ts';
import type { Result } from '../contract/result.ts';
import type { LogRecord, StorageFault } from './access-log.ts';
import type { SessionId } from './session.ts';

/** An incident as it is written down, with the record that tells that it was. */
export type IncidentNote = Pick<Incident, 'category' | 'text' | 'by'> & { readonly record: LogRecord };

/** What hosts have written down. It is no part of the log, whose rows tell nothing of the text. */
export interface IncidentStore {
  /** Stored with its record in one transaction. */
  add(note: IncidentNote): Promise<Result<void, StorageFault>>;
  /** Newest first. */
  newest(most: number): Promise<Result<readonly Incident[], StorageFault>>;
}

export type IncidentFault = {
  readonly code: 'host-view-locked' | 'personal-number' | 'storage-failed';
  readonly message: string;
};

export interface IncidentCommands {
  /** Postpones the lock of the host view. A text that holds what may be a personal identity number is not taken. */
  note(session: SessionId, command: NoteIncidentCommand): Promise<Result<void, IncidentFault>>;
}
