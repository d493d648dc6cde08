import type { Config } from '../../device/contract/config.ts';
import { header } from './header.ts';
import { blocks, list, table } from './markdown.ts';
import type { Facts } from './questions.ts';
import { brokerInWords, whatTheBrokerGets } from './words/broker.ts';
import { days } from './words/figures.ts';
import { libraryAsking, libraryInWords } from './words/library.ts';
import { measures } from './words/measures.ts';
import { pseudonymsInWords } from './words/pseudonyms.ts';
import { retentionTable } from './words/retention.ts';
import { pinAskedIn, roomsOf } from './words/rules.ts';
import { storedBesideTheLog } from './words/stored-data.ts';

/** The record of processing activities (GDPR article 30.1, its points a–g in their order). */
export function recordOfProcessing(facts: Facts): string {
  const { config } = facts;
  return blocks(
    header(
      config,
      'Registerförteckning',
      'Förteckning över behandlingen av personuppgifter vid kontorets dörr, enligt artikel 30.1 i dataskyddsförordningen (EU) 2016/679.',
    ),
    responsible(facts),
    purposes(facts),
    persons(config),
    categories(config),
    recipients(facts),
    retention(facts),
    blocks('## 8. Säkerhet (30.1 g)', list([...measures(config), `Plats: ${facts.ask('boxPlace')}`])),
  );
}

function responsible({ ask }: Facts): string {
  return blocks(
    '## 1. Ansvarig (30.1 a)',
    list([
      `Personuppgiftsansvarig: ${ask('controller')}`,
      `Kontakt: ${ask('contact')}`,
      `Dataskyddsombud: ${ask('dataProtectionOfficer')}`,
      `Personuppgiftsbiträden: ${ask('processors')}`,
    ]),
  );
}

function purposes({ config, ask }: Facts): string {
  return blocks(
    '## 2. Ändamål (30.1 b)',
    list([
      'Släppa in den som får komma in, och tala om varför någon inte släpps in.',
      'Veta hur många som är inne: lediga platser, högsta antal enligt brandskyddet, utrymning.',
      'Visa besökaren vad som är sparat om det egna kortet.',
      'Felsöka, och visa att dörren har fungerat.',
      'Kunna granska vem som har ändrat regler, kort och logg.',
      'Föra statistik per timme, utan personer.',
      config.library.system === 'none' ? null : 'Avgöra om ett bibliotekskort är giltigt.',
    ]),
    `Rättslig grund: ${ask('legalBasis')}`,
  );
}

function persons({ library }: Config): string {
  return blocks(
    '## 3. Kategorier av registrerade (30.1 c)',
    list([
      'Besökare, även barn, och de som får gästkort',
      'Värdar, personal och städare',
      library.system === 'none' ? null : 'Bibliotekets låntagare, när de visar sitt kort vid dörren',
    ]),
  );
}

function categories(config: Config): string {
  const { library, policy, privacy } = config;
  const rooms = roomsOf(config);
  const pseudonym = pseudonymsInWords(privacy);
  const pins = pinAskedIn(config);
  return blocks(
    '## 4. Kategorier av personuppgifter (30.1 c)',
    '*Korthash*: ett värde som räknas ur kortets nummer med boxens hemliga nyckel. Numret går inte att räkna tillbaka utan nyckeln.',
    list([
      '**Passage:** tid, dörr, läsare, riktning, typ av kort, roll, kontorets läge, hur säkert kortet är, besökets nummer för dagen, hur många som följde med om det angetts.',
      `**Pseudonym (${pseudonym.name}):** ${pseudonym.is} ${pseudonym.means}`,
      '**Nekat kort:** tid, dörr, läsare, typ av kort, roll och skäl. Ingen pseudonym.',
      `**Registrerat kort:** korthash, roll, giltighet, spärr.${policy.enrolment.self ? ' Besökare registrerar sig själva vid skärmen, utan namn.' : ''} Att ett kort registrerats, spärrats, tagits bort eller fått vänta efter fel pinkoder står i loggen med korthash i ${days(privacy.auditDays)}, eller tills den som har kortet låter glömma det.`,
      '**Etikett** på värdars, personals och städares kort: det namn som loggen använder när de ändrar något.',
      `**Anteckning om en händelse:** tid, sort, och högst 300 tecken som en värd skriver, i ${days(privacy.incidentDays)}. Ska inte ha namn, men kan handla om någons skada (artikel 9) eller om ett misstänkt brott (artikel 10).`,
      '**Gästkort:** korthash, sluttid, antal gånger, vilken värd som gav ut det.',
      `**Pinkod:** bara som Argon2id.${pins === null ? ' Reglerna i konfigurationen kräver ingen.' : ` Krävs när kontoret är ${pins}.`}${policy.enrolment.pin === 'offered' ? ' Besökare får välja en.' : ''}`,
      rooms.length === 0 ? null : `**Rum inne på kontoret:** passager till och från ${rooms.join(', ')}.`,
      library.system === 'none' ? null : `**Bibliotekets svar:** ${libraryAsking(config)}`,
      '**Utrymning:** antal, och en lista med besökens nummer som en värd prickar av. Inga namn.',
    ]),
    'Sparas inte: besökares namn, personnummer, kortnummer, bilder, ljud.',
  );
}

function recipients({ config, ask }: Facts): string {
  const broker = brokerInWords(config.broker);
  const library = libraryInWords(config.library);
  return blocks(
    '## 5. Mottagare (30.1 d)',
    list([
      broker === null
        ? 'Siffror på antal inne: ingen mottagare. Inget sådant lämnar boxen.'
        : `Siffror på antal inne: ${broker.name}. ${whatTheBrokerGets}${broker.goesOut ? ` Mottagare: ${ask('brokerOwner')}` : ''}`,
      library === null
        ? 'Bibliotekssystem: inget.'
        : `Bibliotek: ${library.name}. ${library.asked}${library.goesOut ? ` Ansvar: ${ask('libraryAgreement')}` : ''}`,
      `Uttag ur loggen: krypterade till den som ska ha dem, och loggade. Får göras av: ${ask('exporters')}`,
      config.exports === undefined
        ? null
        : `Uttag på USB-minne i värdvyn: statistik där antal från 1 till 4 är dolda${config.exports.recipient === undefined ? '' : '; loggen och anteckningar om händelser, krypterade till kontorets mottagare'}. Vilken värd som tog ut vad står i loggen.`,
      'Publicerad statistik: tabeller där antal från 1 till 4 är dolda. Det är inte personuppgifter.',
      'Den som begär ut en allmän handling, efter prövning enligt offentlighets- och sekretesslagen (2009:400).',
    ]),
    '## 6. Överföring till tredje land (30.1 e)',
    broker?.goesOut || library?.goesOut
      ? 'Boxen överför inget till tredje land på egen hand. Om en mottagare ovan finns utanför EU och EES framgår det av svaret om den.'
      : 'Ingen. Inga uppgifter lämnar boxen av sig själva.',
  );
}

function retention(facts: Facts): string {
  const rows = storedBesideTheLog(facts).map(({ what, holds, until }) => [what, holds, until]);
  return blocks(
    '## 7. Gallring (30.1 f)',
    retentionTable(facts.config.privacy),
    'Ingen rad blir äldre än så, utom under gallringsstopp eller när boxen är avstängd eller dess klocka inte går att lita på.',
    table(['Annat som sparas', 'Innehåll', 'Till när'], rows),
    `Gallringsbeslut: ${facts.ask('retentionDecision')}`,
  );
}
