import type { Facts } from '../questions.ts';
import { brokerInWords } from './broker.ts';
import { days, hours, times } from './figures.ts';
import { libraryAskedIn } from './rules.ts';

type Stored = { readonly what: string; readonly holds: string; readonly until: string };

/** What the box stores of people beside the log, and until when. */
export function storedBesideTheLog({ config, ask }: Facts): readonly Stored[] {
  return [...cards(config), ...library(config), incidents(config), ...files(config, ask)];
}

function cards({ policy, privacy, tags }: Facts['config']): readonly Stored[] {
  const { enrolment, guests } = policy;
  const lasts =
    enrolment.days === undefined
      ? 'Gäller tills vidare'
      : `Gäller i ${days(enrolment.days)} när besökaren registrerar det`;
  const purged = `Den som har kortet kan ta bort det under ”Mina besök”, om det inte är spärrat; gallras ${days(privacy.visitDays)} efter att det gått ut`;
  return [
    {
      what: 'Registrerat besökskort',
      holds: 'Korthash, giltighet, eventuell spärr och dess skäl, pinkod om en är vald (Argon2id). Inget namn',
      until: `${lasts}. ${purged}`,
    },
    {
      what: 'Registrerat kort för värd, personal eller städning',
      holds: 'Samma, och den etikett som loggen kallar innehavaren',
      until: 'Tills en värd tar bort kortet',
    },
    {
      what: 'Spärrat kort som inte är registrerat',
      holds: 'Korthash, och spärrens skäl',
      until: 'Tills spärren hävs',
    },
    {
      what: 'Gästkort',
      holds: `Korthash, sluttid och antal gånger. Längst ${hours(guests.mostHours)} och ${times(guests.mostUses)}`,
      until: `Gallras ${days(privacy.visitDays)} efter att det gått ut`,
    },
    ...(tags.sunKeyFile === undefined
      ? []
      : [
          {
            what: 'Räknare för taggar med kryptografi',
            holds: 'Korthash och taggens senaste räknarvärde',
            until: 'Tills vidare: en kopia av ett äldre meddelande ska inte godtas',
          },
        ]),
  ];
}

function library(config: Facts['config']): readonly Stored[] {
  const { library, policy } = config;
  const asked = libraryAskedIn(config) !== null && library.system !== 'local';
  return [
    ...(library.system === 'local'
      ? [
          {
            what: 'Bibliotekets kortlista',
            holds: 'Korthash och sista giltighetsdag',
            until: 'Kortets sista giltighetsdag i listan',
          },
        ]
      : []),
    ...(asked
      ? [
          {
            what: 'Bibliotekets godkännande',
            holds: 'Korthash och datum',
            until: `${days(policy.library.knownDays)} efter det senaste godkännandet`,
          },
        ]
      : []),
  ];
}

function incidents({ privacy }: Facts['config']): Stored {
  return {
    what: 'Värdars anteckningar om händelser',
    holds: 'Tid, sort (skada, stöld, hot, brand, trasigt, annat), det värden skrev (högst 300 tecken), värdens etikett',
    until: `Gallras efter ${days(privacy.incidentDays)}. I loggen står bara sort och etikett`,
  };
}

function files({ broker, privacy, skillsBoard }: Facts['config'], ask: Facts['ask']): readonly Stored[] {
  const isSent = brokerInWords(broker)?.goesOut === true;
  return [
    ...(privacy.pseudonyms === 'daily'
      ? [{ what: 'Dygnets nyckel', holds: 'Det som pseudonymerna räknas med', until: 'Kl. 04:00 varje natt' }]
      : []),
    {
      what: 'Driftlogg (`controller.log`)',
      holds: 'Hur delarna mår och vem som ändrat något, med etiketter. Inga passager, korthashar eller pseudonymer',
      until: 'Skrivs över: högst två filer om 10 MB. Gränsen är storlek, inte tid',
    },
    {
      what: 'Statistik per timme',
      holds: `Antal och tider. Inga kort och inga pseudonymer. Antal från 1 till 4 döljs när den publiceras${isSent ? '; den som tar emot boxens siffror får dem som de är' : ''}`,
      until: 'Utan slut',
    },
    {
      what: 'Värdens meddelande på skärmen',
      holds: 'En rad fritext, som kan nämna någon. I loggen står bara vem som skrev och till när',
      until: 'Tills tiden är ute eller en värd tar bort det',
    },
    ...(skillsBoard
      ? [
          {
            what: 'Tavlan över vad de som är inne kan hjälpa till med',
            holds:
              'Val ur en lista och högst en rad fritext, som visas när en värd har läst den. Bara i minnet, utan namn',
            until: 'Tills besöket är slut eller boxen startar om',
          },
        ]
      : []),
    {
      what: 'Undanlagd databas, om den har gått sönder eller ersatts av en säkerhetskopia',
      holds: 'Det som fanns i den, och nycklarna till den',
      until: `Boxen tar bort den ${days(privacy.visitDays)} efter att den lades undan, med nästa gallring`,
    },
    {
      what: 'Säkerhetskopior',
      holds: 'Krypterade kopior av databasen',
      until: `Samma frister som det de är kopior av: ${ask('backups')}`,
    },
  ];
}
