import type { Snapshot } from '../../device/contract/api.ts';

/** What of the box's troubles a visitor is told, the one that matters most to a visitor first. */
export type VisitorNotice = 'reader-out' | 'strike-out' | 'door-open' | 'log-out' | 'broker-out';

type Parts = Pick<Snapshot, 'readers' | 'doors' | 'log' | 'broker'>;

/**
 * The one notice to show, or null when all is well. A reader that is absent harms nobody while another one works; one
 * that is still starting is no trouble yet.
 */
export function visitorNotice({ readers, doors, log, broker }: Parts): VisitorNotice | null {
  const some = (state: 'ready' | 'starting') => readers.some((reader) => reader.state === state);
  if (!some('ready') && !some('starting')) return 'reader-out';
  if (doors.some(({ strike }) => strike.state === 'faulted')) return 'strike-out';
  if (doors.some(({ shutSoon }) => shutSoon)) return 'door-open';
  if (log.state === 'faulted') return 'log-out';
  if (broker.state === 'faulted') return 'broker-out';
  return null;
}
