/** What is heard, and what is only to be heard. */
export const svSound = {
  listen: 'Lyssna',
  'my-visits.summary': '{count, plural, =0 {Inga besök kan visas.} one {# besök visas.} other {# besök visas.}}',
  'closing.call': '{minutes, plural, one {Kontoret stänger om # minut.} other {Kontoret stänger om # minuter.}}',
  'closing.closed': 'Kontoret är stängt.',
  'closing.go-out': 'Gå ut nu. Dörren går alltid att öppna inifrån.',
} as const;
