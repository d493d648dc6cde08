/** What is heard, and how what speaks is. */
export const svSound = {
  listen: 'Lyssna',
  'my-visits.summary': '{count, plural, =0 {Inga besök kan visas.} one {# besök visas.} other {# besök visas.}}',
  'closing.call': '{minutes, plural, one {Kontoret stänger om # minut.} other {Kontoret stänger om # minuter.}}',
  'closing.closed': 'Kontoret är stängt.',
  'closing.go-out': 'Gå ut nu. Dörren går alltid att öppna inifrån.',
  'host.health.speech': 'Uppläsning',
  'host.health.headphones': 'Hörlurar',
  'host.health.code.speech-failed': 'Talet fungerar inte. Är espeak-ng helt?',
  'host.health.code.speech-hung': 'Talet hänger sig',
  'host.health.code.headphones-failed': 'Hörlursuttaget spelar inte. Stämmer ALSA-namnet?',
} as const;
