/** What the host reads of purging. */
export const svRetention = {
  'host.retention.title': 'Gallring',
  'host.retention.rule': 'Besök gallras efter {count, plural, one {# dag} other {# dagar}}.',
  'host.retention.last': 'Gallrat senast {time}.',
  'host.retention.not-yet': 'Inte gallrat sedan boxen startade.',
  'host.retention.clock': 'Gallringen väntar på att klockan är säker.',
  'host.retention.held': 'Gallringsstopp till {date}: {why}. Satt av {by}.',
  'host.retention.hold': 'Gallringsstopp …',
  'host.retention.release': 'Häv stoppet',
  'host.retention.ask': 'Inget gallras förrän stoppet är över. Varför, och hur länge?',
  'host.retention.why.request': 'Utlämnande',
  'host.retention.why.investigation': 'Utredning',
  'host.retention.why.audit': 'Revision',
  'host.retention.days': '{count, plural, one {# dag} other {# dagar}}',
  'host.retention.cancel': 'Avbryt',
} as const;
