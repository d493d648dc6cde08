import type { Facts } from './questions.ts';
import { brokerInWords } from './words/broker.ts';
import { days } from './words/figures.ts';
import { libraryInWords } from './words/library.ts';
import { pinAskedIn, roomsOf } from './words/rules.ts';

/** `remains`: what the measures do not take away. */
export type Risk = {
  readonly what: string;
  readonly how: string;
  readonly measures: string;
  readonly remains: string;
};

/** What may go wrong for people at this box, as it is configured. */
export function risks({ config, ask }: Facts): readonly Risk[] {
  return [
    clonedCard(config),
    ...recognised(config),
    labels(config),
    incidents(config),
    theft(config, ask),
    exported(ask),
    ...outside(config),
  ];
}

function clonedCard(config: Facts['config']): Risk {
  const pins = pinAskedIn(config);
  return {
    what: 'Kopierat kort',
    how: 'Ett kortnummer går att kopiera på några sekunder. Den som har kopian kommer in som någon annan, och kan läsa och radera det som är sparat om kortet.',
    measures: `${pins === null ? 'Reglerna kräver ingen pinkod för att komma in.' : `Pinkod krävs när kontoret är ${pins}.`} ”Mina besök” kräver kortets pinkod om det har en. Ett kort kan spärras direkt.${config.tags.sunKeyFile === undefined ? '' : ' Taggar med kryptografi går inte att kopiera så.'}`,
    remains: 'En kopia av ett kort utan pinkod går inte att skilja från kortet.',
  };
}

function recognised(config: Facts['config']): readonly Risk[] {
  const { privacy } = config;
  const inside = roomsOf(config);
  const kept = days(privacy.visitDays);
  const byTime: Risk = {
    what: 'Någon känns igen på tiden',
    how: 'På ett litet kontor kan den som vet när någon kom hitta raden i loggen, och se när personen gick och vilka dörrar den använde.',
    measures: `Passager gallras efter ${kept}. Inga namn. Värdvyn visar bara de senaste besluten. Statistik som publiceras döljer antal från 1 till 4.`,
    remains: `Den som kan läsa loggen och själv såg personen komma kan följa det besöket i ${kept}. Ju färre besökare, desto lättare. Driftloggen har inga passager, och skrivs över efter storlek: den kan räcka längre tillbaka.`,
  };
  const rooms: Risk = {
    what: 'Passager till rum inne på kontoret',
    how: 'Loggen visar när någon gick in i ett eget rum. Det kan säga mer om personen än att den kom till kontoret.',
    measures: `Samma skydd och samma frist som för andra passager. Egna rum med läsare: ${inside.join(', ')}.`,
    remains: 'Använd läsare på ett rum bara om det behövs.',
  };
  return [byTime, ...(privacy.pseudonyms === 'stable' ? [pattern(kept)] : []), ...(inside.length > 0 ? [rooms] : [])];
}

const pattern = (kept: string): Risk => ({
  what: 'Någons vanor kan läsas ut',
  how: 'Pseudonymen är densamma från dag till dag. Den som känner igen ett besök ser alla personens besök.',
  measures: `Gallring efter ${kept}. Besökaren kan själv radera kopplingen. Nycklarna ligger utanför databasen.`,
  remains: `En bild av när personen brukar komma, i ${kept}. Med en ny pseudonym varje dygn försvinner risken.`,
});

function labels({ privacy }: Facts['config']): Risk {
  return {
    what: 'Värdars etiketter, och fritext',
    how: 'Etiketten på ett värdkort kan vara ett namn. Den står i loggen vid allt som värden ändrar, och i driftloggen. Skäl till spärr och gallringsstopp skrivs i fritext.',
    measures: `Använd funktion eller förnamn som etikett, och inga namn i fritext. Ändringar gallras efter ${days(privacy.auditDays)}.`,
    remains: 'Värdars arbetstider går att läsa ut. Informera dem.',
  };
}

function incidents({ privacy }: Facts['config']): Risk {
  return {
    what: 'Anteckningar om händelser pekar ut någon',
    how: 'En värd skriver fritt om skador, stölder och hot. Det kan röra hälsa eller brott, och på ett litet kontor går det att förstå vem det gäller.',
    measures: `Skärmen ber om text utan namn. Det som ser ut som ett personnummer tas inte emot. Texten visas bara i värdvyn, är inte i loggen eller driftloggen och skickas inte till centralen. Den gallras efter ${days(privacy.incidentDays)}.`,
    remains:
      'Texten kan ändå peka ut någon. Lär värdarna att skriva vad som hände, inte vem. Polisanmälan och skaderapport görs någon annanstans.',
  };
}

function theft({ privacy }: Facts['config'], ask: Facts['ask']): Risk {
  const opened = {
    daily: 'Dygnets pseudonymer går att knyta till kort; äldre gör det inte.',
    stable: 'Alla sparade pseudonymer går att knyta till kort som tjuven har numret på.',
    none: 'Loggens besök går inte att knyta till kort.',
  }[privacy.pseudonyms];
  return {
    what: 'Boxen stjäls',
    how: 'Nyckel och databas ligger i samma box. Med båda kan korta kortnummer prövas fram ur registrerade korts korthashar.',
    measures: `Inga namn på besökare, pinkoder bara som Argon2id, kort gallringsfrist. Plats, lås och diskkryptering: ${ask('boxPlace')}`,
    remains: `${opened} Registrerade kort kan prövas fram. Spärra och registrera om korten efter en stöld.`,
  };
}

function exported(ask: Facts['ask']): Risk {
  return {
    what: 'Uttag ur loggen används till annat',
    how: 'Den som får ett uttag kan samköra det med annat, till exempel scheman eller kamerabilder, eller spara det efter gallringen.',
    measures: `Uttag är krypterade till namngivna mottagare och syns i loggen. Får göras av: ${ask('exporters')}`,
    remains: 'Det som har lämnat boxen gallras inte av den. Mottagaren behöver en egen frist.',
  };
}

function outside(config: Facts['config']): readonly Risk[] {
  const broker = brokerInWords(config.broker);
  const library = libraryInWords(config.library);
  const counts: Risk = {
    what: 'Siffror till mottagaren',
    how: 'Antalet skickas när det ändras, varje passage som en händelse utan kort, och statistiken per timme utan att små antal döljs. När få är inne visar det när någon kom eller gick.',
    measures: `Inga kort och inga pseudonymer skickas. Överföringen är ${broker?.inClear ? '**okrypterad**: ändra till `mqtts://`' : 'krypterad (TLS)'}.`,
    remains: 'Mottagaren kan spara siffrorna längre än boxen gör. Kom överens om en frist.',
  };
  const numbers: Risk = {
    what: 'Frågor till biblioteket',
    how: 'Bibliotekssystemet får veta att kortet visades vid kontoret, och när.',
    measures: `Bara kort som inte är registrerade i boxen frågas om. Svaret sparas som korthash och datum. Överföringen är ${library?.inClear ? '**okrypterad**: kortnummer och pinkoder kan läsas i nätet. Slå på TLS' : 'krypterad (TLS)'}.`,
    remains: 'Bibliotekssystemets egen logg ligger utanför boxen.',
  };
  return [...(broker?.goesOut ? [counts] : []), ...(library?.goesOut ? [numbers] : [])];
}
