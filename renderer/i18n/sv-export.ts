/** What the host reads of what may be taken out of the box. */
export const svExport = {
  'host.export.title': 'Ta ut på USB-minne',
  'host.export.open': 'USB-minne …',
  'host.export.close': 'Stäng',
  'host.export.not-set': 'Inte inställt. Fråga den som sköter boxen.',
  'host.export.missing': 'Sätt i ett USB-minne.',
  'host.export.ready': 'Minnet är i. Vad ska ut?',
  'host.export.no-recipient': 'Bara statistik: ingen mottagare är inställd för resten.',
  'host.export.statistics': 'Statistik',
  'host.export.events': 'Logg',
  'host.export.incidents': 'Anteckningar',
  'host.export.running': '{what}: {percent} % skrivet',
  'host.export.done': 'Klart: {file}',
  'host.export.cancelled': 'Avbrutet. Inget av det är på minnet.',
  'host.export.failed': 'Det gick inte. Är minnet fullt eller skrivskyddat?',
  'host.export.cancel': 'Avbryt',
  'host.refused.medium-missing': 'Sätt i ett USB-minne.',
} as const;
