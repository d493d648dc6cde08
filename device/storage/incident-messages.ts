import type { IncidentNote } from '../ports/incidents.ts';

/** What hosts have written down. */
export type IncidentJob =
  | { readonly op: 'add-incident'; readonly note: IncidentNote }
  | { readonly op: 'read-incidents'; readonly most: number }
  /** Of those with a number below that; answers as purging does. */
  | { readonly op: 'purge-incidents'; readonly before: number }
  | { readonly op: 'read-oldest-incident' };
