import { Incident } from '../contract/incidents.ts';
import type { Result } from '../contract/result.ts';
import type { StorageFault } from '../ports/access-log.ts';
import type { IncidentStore } from '../ports/incidents.ts';
import type { IncidentJob } from './incident-messages.ts';
import { allReadable } from './readable-rows.ts';

/** The storage thread, as incidents need it. */
type Thread = {
  run<T>(job: IncidentJob, parse: (value: unknown) => T): Promise<Result<T, StorageFault>>;
};

export function incidentsOf(thread: Thread): IncidentStore {
  return {
    add: (note) => thread.run({ op: 'add-incident', note }, () => undefined),
    newest: (most) => thread.run({ op: 'read-incidents', most }, parseIncidents),
  };
}

/** One that this program cannot read (a newer one wrote it, and was taken back) is passed over. */
export function parseIncidents(rows: unknown): readonly Incident[] {
  return allReadable(rows, (row) => Incident.parse(row));
}
