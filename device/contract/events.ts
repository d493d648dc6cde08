import type { z } from 'zod';
import { auditEvents } from './events/audit.ts';
import type { RecordClass } from './events/define.ts';
import { journalEvents } from './events/journal.ts';
import { operationsEvents } from './events/operations.ts';
import { visitEvents } from './events/visits.ts';

/**
 * The closed catalogue of everything the box says happened. What has a record class is in the access log in SQLite (and
 * in the operational log as well); the journal's is in the operational log alone.
 */
export const eventCatalogue = { ...visitEvents, ...operationsEvents, ...auditEvents, ...journalEvents } as const;

export type EventType = keyof typeof eventCatalogue;
type DataOf<T extends EventType> = z.infer<(typeof eventCatalogue)[T]['data']>;

type DataFields<T extends EventType> = DataOf<T> extends Record<string, never> ? unknown : DataOf<T>;

/** One event: its type and the data the catalogue gives it. */
export type BoxEvent<T extends EventType = EventType> = { [K in T]: { readonly type: K } & DataFields<K> }[T];

/** Types that the access log keeps. */
export type LoggedEventType = {
  [K in EventType]: (typeof eventCatalogue)[K]['kept'] extends 'journal' ? never : K;
}[EventType];
export type LoggedEvent<T extends LoggedEventType = LoggedEventType> = BoxEvent<T>;

/** The types of one class. */
export function typesOfClass(wanted: RecordClass): readonly LoggedEventType[] {
  return (Object.keys(eventCatalogue) as EventType[]).filter(
    (type): type is LoggedEventType => eventCatalogue[type].kept === wanted,
  );
}

/** By what an event tells of somebody, if it does: the key whose value the log keeps apart, so that it can be erased. */
export function subjectKeyOf(type: LoggedEventType): 'pseudonym' | 'credential' | null {
  const { shape } = eventCatalogue[type].data;
  if ('pseudonym' in shape) return 'pseudonym';
  return 'credential' in shape ? 'credential' : null;
}

/** Whether the log knows this type. */
export function isLoggedType(type: string): type is LoggedEventType {
  return Object.hasOwn(eventCatalogue, type) && eventCatalogue[type as EventType].kept !== 'journal';
}

/**
 * Reads an event from outside (a database row); null when it is not one that this program knows. `subject`: what it
 * tells of somebody, null where that is nothing any more.
 */
export function parseLoggedEvent(type: string, data: object, subject: string | null): LoggedEvent | null {
  if (!isLoggedType(type)) return null;
  const key = subjectKeyOf(type);
  const parsed = eventCatalogue[type].data.safeParse(key === null ? data : { ...data, [key]: subject });
  return parsed.success ? ({ type, ...parsed.data } as LoggedEvent) : null;
}
