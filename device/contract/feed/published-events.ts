import type { LoggedEvent, LoggedEventType } from '../events.ts';
import type { EventBody } from './history.ts';

type FieldsOf<T extends LoggedEventType> = keyof Omit<Extract<LoggedEvent, { type: T }>, 'type'>;

/** What may tell of somebody: never published, of no event. */
type Personal = 'pseudonym' | 'credential' | 'visit' | 'role' | 'kind' | 'by' | 'to' | 'why' | 'assurance' | 'entry';

/**
 * Of each event that the log keeps, the fields that are published; null: it is not published at all. What is signed or
 * told on a topic of its own is not told twice. A new event does not compile without a line here.
 */
const published: { readonly [T in LoggedEventType]: readonly Exclude<FieldsOf<T>, Personal>[] | null } = {
  'access-granted': ['door', 'direction', 'mode'],
  'access-denied': ['door', 'direction', 'reason'],
  'access-taken': ['door'],
  'access-not-taken': ['door', 'direction'],
  'access-extended': ['door'],
  'personal-number-refused': ['door'],
  'passback-noted': ['door'],
  'companions-noted': ['companions'],
  'exit-requested': ['door'],
  'door-opened-by-host': ['door'],
  'door-state-changed': null,
  'door-mode-changed': ['door', 'mode'],
  'door-alarm-raised': ['door', 'alarm'],
  'door-alarm-cleared': ['door', 'alarm'],
  'strike-ready': ['door'],
  'strike-lost': ['door', 'code'],
  'tamper-raised': ['door'],
  'tamper-cleared': ['door'],
  'evacuation-started': [],
  'evacuation-ended': [],
  'muster-started': ['drill'],
  'muster-marked': null,
  'muster-added': null,
  'muster-ended': ['listed', 'safe'],
  'occupancy-corrected': ['present', 'reason'],
  'occupancy-reset': [],
  'stays-ended': [],
  'count-unknown': ['outageMs'],
  'roll-call-started': ['untilMs'],
  'roll-call-answered': null,
  'roll-call-ended': ['stayed', 'unknown'],
  'reader-ready': ['reader'],
  'reader-lost': ['reader', 'code'],
  'reader-warned': ['reader', 'code'],
  'reader-warning-over': ['reader', 'code'],
  'reader-install-opened': ['reader'],
  'reader-key-set': ['reader'],
  'reader-install-failed': ['reader'],
  'reader-moved': ['reader', 'address', 'baudRate'],
  'controller-started': ['version', 'configDigest'],
  'controller-stopped': [],
  'clock-moved': ['fromMs', 'toMs', 'synchronised'],
  'log-begun': null,
  'box-replaced': null,
  'log-annotated': null,
  'log-head-signed': null,
  'log-purged': null,
  'purge-held': ['untilMs'],
  'purge-released': [],
  'visits-shown': null,
  'visits-erased': null,
  'events-exported': ['records'],
  'backup-made': ['bytes'],
  'backup-restored': ['madeAtMs'],
  'release-confirmed': ['release', 'before'],
  'release-rolled-back': ['release', 'code', 'databaseAside'],
  'credential-enrolled': [],
  'credential-blocked': [],
  'credential-unblocked': [],
  'credential-removed': [],
  'credentials-imported': ['credentials'],
  'pin-set': null,
  'pin-locked': ['door'],
  'guest-pass-issued': [],
  'policy-changed': ['version'],
  'opening-decided': ['spans'],
  'incident-noted': ['category'],
  'export-begun': ['what'],
  'export-ended': ['what', 'outcome'],
  'host-view-opened': null,
  'shift-handed-over': [],
  'host-view-refused': null,
  'host-view-closed': null,
  'command-done': ['command', 'key', 'sequence'],
  'command-refused': ['command', 'key', 'sequence', 'reason'],
  'announcement-made': ['untilMs'],
  'host-announcement-made': null,
  'host-announcement-withdrawn': null,
  'skill-offer-judged': null,
};

/** What is published of an event, or null. */
export function publishedEvent(event: LoggedEvent): EventBody | null {
  const fields: readonly string[] | null = published[event.type];
  if (fields === null) return null;
  const told = Object.entries(event).filter(([name]) => fields.includes(name));
  return { event: event.type, ...Object.fromEntries(told) };
}
