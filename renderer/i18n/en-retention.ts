import type { svRetention } from './sv-retention.ts';

export const enRetention: Readonly<Record<keyof typeof svRetention, string>> = {
  'host.retention.title': 'Purging',
  'host.retention.rule': 'Visits are purged after {count, plural, one {# day} other {# days}}.',
  'host.retention.last': 'Last purged at {time}.',
  'host.retention.not-yet': 'Not purged since the box was started.',
  'host.retention.clock': 'Purging waits until the clock is sure.',
  'host.retention.held': 'Purging is held until {date}: {why}. Held by {by}.',
  'host.retention.hold': 'Hold purging …',
  'host.retention.release': 'End the hold',
  'host.retention.ask': 'Nothing is purged until the hold is over. Why, and for how long?',
  'host.retention.why.request': 'Disclosure',
  'host.retention.why.investigation': 'Investigation',
  'host.retention.why.audit': 'Audit',
  'host.retention.days': '{count, plural, one {# day} other {# days}}',
  'host.retention.cancel': 'Cancel',
};
