import type { Config } from '../../device/contract/config.ts';
import { RecordClass } from '../../device/contract/events/define.ts';
import { eventCatalogue, type LoggedEventType, subjectKeyOf, typesOfClass } from '../../device/contract/events.ts';
import { header } from './header.ts';
import { blocks, list, table } from './markdown.ts';
import type { Facts } from './questions.ts';
import { eventNames } from './words/event-names.ts';
import { recordClasses, retentionTable } from './words/retention.ts';
import { storedBesideTheLog } from './words/stored-data.ts';

/** The plan by which records of the box are disposed of (arkivlagen 1990:782, 10 §). */
export function retentionPlan(facts: Facts): string {
  const { config } = facts;
  return blocks(
    header(
      config,
      'Gallringsplan',
      'Underlag för gallring av boxens handlingar enligt 10 § arkivlagen (1990:782). Planen gäller först när myndigheten har beslutat om den: utan gallringsbeslut får allmänna handlingar inte gallras.',
    ),
    decision(facts),
    blocks(
      '## 2. Gallringsfrister i loggen',
      retentionTable(config.privacy),
      'Fristen räknas från händelsen. Ingen rad blir äldre än så, utom under gallringsstopp eller när boxen är avstängd eller dess klocka inte går att lita på.',
    ),
    besideTheLog(facts),
    howItGoes,
    hold(facts),
    eventTypes(config),
  );
}

function decision({ ask }: Facts): string {
  return blocks(
    '## 1. Beslut och ansvar',
    list([
      `Myndighet: ${ask('controller')}`,
      `Gallringsbeslut: ${ask('retentionDecision')}`,
      `Arkiv: ${ask('archiveAuthority')}`,
    ]),
  );
}

function besideTheLog(facts: Facts): string {
  const rows = storedBesideTheLog(facts).map(({ what, holds, until }) => [what, holds, until]);
  return blocks('## 3. Annat som boxen sparar', table(['Handling', 'Innehåll', 'Till när'], rows));
}

const howItGoes = blocks(
  '## 4. Så går gallringen till',
  list([
    'Boxen gallrar själv: varje dag efter kl. 04:00, och när den startar.',
    'Statistiken per timme görs först. Rader som den inte är gjord av gallras inte.',
    'Det gallrade skrivs över i databasfilen och går inte att återskapa.',
    'Av gallrade rader blir deras nummer kvar, och kontrollsumman av den sista i följden. Därmed går resten av loggen att kontrollera. Inget av innehållet går att räkna tillbaka ur den.',
    'Varje gallring står i loggen: hur många rader, och vilka nummer (`log-purged`).',
    'Anteckningar om händelser gallras vid samma tillfälle. Att det är gjort står i driftloggen (`incidents-purged`).',
    'En undanlagd databas tas bort som fil. Det står i driftloggen (`put-aside-removed`).',
    'Boxen väntar med gallringen medan klockan är osäker: inte ställd över nätet, eller nyss omställd. Värdvyn visar det.',
  ]),
);

function hold({ config, ask }: Facts): string {
  return blocks(
    '## 5. Gallringsstopp',
    'Ett stopp beslutas när uppgifter behövs längre än fristen: någon har begärt ut handlingen, en tillsynsmyndighet eller polisen har begärt den, ett rättsligt anspråk ska prövas, eller någon har begärt begränsning (artikel 18).',
    list([
      `Beslutas av: ${ask('holdDecider')}`,
      'Beslutet diarieförs med skäl och slutdag.',
      'En värd lägger in det i värdvyn, med skäl och antal dagar, högst ett år i taget. Skriv diarienummer i skälet, inga namn.',
      'Stoppet gäller all gallring i boxen. Ta ut det som behövs, krypterat, och häv stoppet så snart som möjligt.',
      'När stoppet hävs eller går ut gallras allt vars frist har gått ut. Beslut och hävning står i loggen (`purge-held`, `purge-released`).',
      config.privacy.pseudonyms === 'daily' ? 'Stoppet hindrar inte att dygnets nyckel förstörs kl. 04:00.' : null,
      'Stoppet hindrar inte en besökare från att radera kopplingen till det egna kortet. Behövs den kopplingen: ta ut uppgifterna genast.',
    ]),
  );
}

function eventTypes(config: Config): string {
  return blocks(
    '## 6. Handlingstyper',
    ...RecordClass.options.map((recordClass) =>
      blocks(
        `### ${recordClasses[recordClass].name}`,
        table(
          ['Händelse', 'I loggen', 'Leder till'],
          typesOfClass(recordClass).map((type) => [eventNames[type], `\`${type}\``, leadsTo(type, config)]),
        ),
      ),
    ),
  );
}

/** By what a row of this type leads to somebody. */
function leadsTo(type: LoggedEventType, { privacy }: Config): string {
  const { shape } = eventCatalogue[type].data;
  const subject = subjectKeyOf(type);
  const traces = [
    ...(subject === 'credential' ? ['korthash'] : []),
    ...(subject === 'pseudonym' && privacy.pseudonyms !== 'none' ? ['pseudonym'] : []),
    ...('visit' in shape || 'entry' in shape ? ['besökets nummer'] : []),
    ...('by' in shape ? ['etikett'] : []),
  ];
  return traces.length === 0 ? '–' : traces.join(', ');
}
