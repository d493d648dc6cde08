/** The Swedish texts of what the idle screen tells beside seats and hours, and of what a host does about it. */
export const svIdle = {
  'announcement.by-host': 'Från värden:',
  'host.tab.screen': 'Skärmen',
  'host.announcement.title': 'Meddelande på skärmen',
  'host.announcement.none': 'Inget meddelande just nu.',
  'host.announcement.until': 'Visas till {until}',
  'host.announcement.write': 'Skriv ett meddelande',
  'host.announcement.other': 'Skriv ett nytt',
  'host.announcement.withdraw': 'Ta bort',
  'host.announcement.label': 'Vad ska stå på skärmen? Skriv inga namn.',
  'host.announcement.how-long': 'Hur länge?',
  'host.announcement.for.hour': '1 timme',
  'host.announcement.for.closing': 'Tills vi stänger',
  'host.announcement.for.next-closing': 'Nästa dag också',
  'host.announcement.show': 'Visa',
  'host.refused.personal-number': 'Det liknar ett personnummer. Skriv utan det.',
} as const;
