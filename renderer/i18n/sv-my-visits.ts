/** The Swedish texts of what a visitor sees of the own data. */
export const svMyVisits = {
  'my-visits.title': 'Mina besök',
  'my-visits.more': 'Det här är sparat om ditt kort.',
  'pending.my-visits.title': 'Visa ditt kort',
  'pending.my-visits.more': 'Lägg det mot läsaren, så ser du vad som är sparat om det. Dörren öppnas inte.',

  'my-visits.today': 'I dag',
  'my-visits.when.ended': '{day} kl. {time}–{until}',
  'my-visits.when.lasts': '{day} kl. {time}, pågår',
  'my-visits.when.exit': '{day}, ut kl. {until}',
  'my-visits.ended.tapped-out': 'du blippade ut',
  'my-visits.ended.slot-end': 'avslutat när kontoret stängde',
  'my-visits.ended.nightly': 'avslutat på natten',
  'my-visits.ended.host': 'avslutat av värden',
  'my-visits.ended.staff-leaves': 'avslutat när värden gick',
  'my-visits.companions': '{companions, plural, one {# följde med} other {# följde med}}',
  'my-visits.newer': 'Nyare',
  'my-visits.older': 'Äldre',
  'my-visits.page': 'Sida {count} av {total}',
  'my-visits.left-out':
    '{count, plural, one {# äldre besök får inte plats här.} other {# äldre besök får inte plats här.}}',
  'my-visits.none.daily': 'Inga besök i dag.',
  'my-visits.none.stable': 'Inga besök är sparade.',
  'my-visits.none.none': 'Inget besök kan sägas vara ditt.',
  'my-visits.nothing': 'Inget är sparat om det här kortet.',
  'my-visits.kept.daily':
    'Äldre besök sparas i {count, plural, one {# dag} other {# dagar}}, men från kl. 04 på natten kan ingen längre se vems de var.',
  'my-visits.kept.stable':
    'Alla dina besök som finns kvar visas. De tas bort efter {count, plural, one {# dag} other {# dagar}}.',
  'my-visits.kept.none':
    'Besök sparas i {count, plural, one {# dag} other {# dagar}}, men ingenting som visar vems de var.',

  'my-visits.card.title': 'Kortet',
  'my-visits.card.none': 'Inte registrerat här',
  'my-visits.card.role.visitor': 'Registrerat för en besökare',
  'my-visits.card.role.host': 'Registrerat för en värd',
  'my-visits.card.role.staff': 'Registrerat för personal',
  'my-visits.card.role.cleaner': 'Registrerat för städning',
  'my-visits.card.role.guest': 'Gästkort',
  'my-visits.card.blocked': 'Spärrat: bara en värd kan häva det, eller ta bort kortet',
  'my-visits.card.since': 'Sedan den {date}',
  'my-visits.card.pin': 'Med pinkod',
  'my-visits.card.no-pin': 'Utan pinkod',
  'my-visits.card.until': 'Gäller till den {date}',
  'my-visits.card.no-end': 'Gäller tills vidare',
  'my-visits.library': 'Bibliotekets godkännande är sparat till den {date}',

  'my-visits.take': 'Ta med',
  'my-visits.take.title': 'Det som är sparat om ditt kort',
  'my-visits.take.picture': 'QR-kod med det som är sparat',
  'my-visits.take.how': 'Fotografera koden, så har du allt med dig. Det skickas inte över något nät.',
  'my-visits.take.left-out':
    '{count, plural, one {# äldre besök fick inte plats i koden.} other {# äldre besök fick inte plats i koden.}}',
  'my-visits.erase': 'Radera mina besök',
  'my-visits.erase.title': 'Radera dina besök?',
  'my-visits.erase.how':
    'Det som visar att besöken är dina tas bort för alltid. Besöken själva räknas fortfarande. Är du inne kan du blippa ut som vanligt.',
  'my-visits.erase.yes': 'Radera',
  'my-visits.erase.done':
    '{count, plural, =0 {Klart! Inga besök leder till ditt kort.} one {Klart! # uppgift i loggen leder inte längre till ditt kort.} other {Klart! # uppgifter i loggen leder inte längre till ditt kort.}}',
  'my-visits.forget': 'Glöm mitt kort',
  'my-visits.forget.title': 'Glömma ditt kort?',
  'my-visits.forget.how':
    'Kortet avregistreras, och inget i loggen leder till det längre. Du kan registrera det på nytt.',
  'my-visits.forget.yes': 'Glöm kortet',
  'my-visits.forget.done': 'Klart! Kortet är glömt.',
  'my-visits.failed': 'Det gick inte just nu. Försök igen, eller fråga värden.',
  'my-visits.back': 'Avbryt',
  'my-visits.close': 'Stäng',
} as const;
