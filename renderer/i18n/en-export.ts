import type { svExport } from './sv-export.ts';

export const enExport: Readonly<Record<keyof typeof svExport, string>> = {
  'host.export.title': 'Take out to a USB stick',
  'host.export.open': 'USB stick …',
  'host.export.close': 'Close',
  'host.export.not-set': 'Not set up. Ask whoever looks after the box.',
  'host.export.missing': 'Put in a USB stick.',
  'host.export.ready': 'The stick is in. What shall go out?',
  'host.export.no-recipient': 'Statistics only: no recipient is set for the rest.',
  'host.export.statistics': 'Statistics',
  'host.export.events': 'Log',
  'host.export.incidents': 'Notes',
  'host.export.running': '{what}: {percent} % written',
  'host.export.done': 'Done: {file}',
  'host.export.cancelled': 'Cancelled. Nothing of it is on the stick.',
  'host.export.failed': 'It did not work. Is the stick full or write-protected?',
  'host.export.cancel': 'Cancel',
  'host.refused.medium-missing': 'Put in a USB stick.',
};
