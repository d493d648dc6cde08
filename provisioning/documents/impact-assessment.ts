import { header } from './header.ts';
import { blocks, list, plain, table } from './markdown.ts';
import type { Facts } from './questions.ts';
import { risks } from './risks.ts';
import { settingsInWords } from './settings-in-words.ts';
import { brokerInWords, whatTheBrokerGets } from './words/broker.ts';
import { days } from './words/figures.ts';
import { libraryAsking, libraryInWords } from './words/library.ts';
import { measures } from './words/measures.ts';
import { pseudonymsInWords } from './words/pseudonyms.ts';
import { retentionTable } from './words/retention.ts';
import { roomsOf } from './words/rules.ts';

/** A data protection impact assessment, as far as the config can tell (GDPR article 35.7, its points a–d). */
export function impactAssessment(facts: Facts): string {
  const { config } = facts;
  return blocks(
    header(
      config,
      'Konsekvensbedömning',
      'Mall för konsekvensbedömning enligt artikel 35 i dataskyddsförordningen (EU) 2016/679, med stöd av vägledningen från Integritetsskyddsmyndigheten (IMY). Bedömningen är den personuppgiftsansvariges.',
    ),
    need(facts),
    description(facts),
    proportionality(facts),
    risksAndMeasures(facts),
    whatItHangsOn(facts),
    consultation(facts),
  );
}

function need({ config, ask }: Facts): string {
  const { library, privacy } = config;
  const stable = privacy.pseudonyms === 'stable';
  return blocks(
    '## 1. Behövs en konsekvensbedömning?',
    'IMY:s förteckning enligt artikel 35.4 har nio kriterier. Är minst två uppfyllda ska en bedömning göras. Dessa kan gälla här:',
    table(
      ['Kriterium', 'Vad som talar för', 'Vad som talar emot'],
      [
        ['Systematisk övervakning', 'Varje passage vid dörren loggas', 'Inga namn, ingen kamera, kort frist'],
        ['Stor omfattning', ask('visitsPerDay'), 'En box är ett kontor'],
        [
          'Sårbara personer',
          'Barn kan vara besökare; personal är i beroendeställning',
          'Ingen behöver säga vem den är',
        ],
        [
          'Kombinerade uppgifter',
          library.system === 'none' ? 'Nej: inget bibliotekssystem frågas' : 'Bibliotekets kort används vid dörren',
          stable ? 'Pseudonymen är densamma varje dag' : 'Besök från olika dagar går inte att knyta ihop',
        ],
        [
          'Hindrar att någon använder en tjänst',
          'Dörren kan neka',
          'Skälet och vad man kan göra visas; en värd kan öppna',
        ],
      ],
    ),
  );
}

function description({ config }: Facts): string {
  const { doors, readers, privacy } = config;
  const broker = brokerInWords(config.broker);
  const library = libraryInWords(config.library);
  const { is, means } = pseudonymsInWords(privacy);
  return blocks(
    '## 2. Beskrivning (35.7 a)',
    `Boxen sitter vid ingången till ${plain(config.office.name)}. Dörrar: ${doors.length}. Läsare: ${readers.length}. Egna rum med läsare: ${roomsOf(config).join(', ') || 'inga'}. Platser: ${config.office.seats}.`,
    list([
      'Besökaren håller ett kort, en tagg eller en kod mot läsaren. Numret görs genast om till en korthash.',
      'Boxen avgör själv om dörren öppnas, och visar varför om den inte gör det.',
      'Passagen skrivs i boxens logg: tid, dörr, riktning, roll och besökets nummer för dagen. Nekade kort får ingen pseudonym.',
      `${is} ${means}`,
      'Boxen räknar hur många som är inne. Öppna besök avslutas när kontoret har stängt; antalet nollställs kl. 04:00.',
      'Av loggen görs statistik per timme, som inte innehåller personer och som sparas utan slut.',
      library === null
        ? 'Inget bibliotekssystem används.'
        : `Bibliotek: ${library.name}. ${library.asked} ${libraryAsking(config)}`,
      broker === null
        ? 'Inga siffror skickas från boxen.'
        : `Siffror skickas till ${broker.name}. ${whatTheBrokerGets}`,
    ]),
    'Tillgångar: boxen, databasen, nycklarna, säkerhetskopiorna, uttagen ur loggen. Kategorier av uppgifter och mottagare står i registerförteckningen.',
    retentionTable(privacy),
  );
}

function proportionality({ config, ask }: Facts): string {
  const { privacy } = config;
  return blocks(
    '## 3. Nödvändighet och proportionalitet (35.7 b)',
    table(
      ['Fråga', 'Svar'],
      [
        ['Rättslig grund', ask('legalBasis')],
        [
          'Går det utan logg?',
          'Nej: då kan ingen veta hur många som är inne, räkna om efter ett strömavbrott eller visa varför ett kort nekades',
        ],
        ['Går det med färre uppgifter?', minimised[privacy.pseudonyms]],
        ['Lagringstid', `Passager sparas i ${days(privacy.visitDays)}, för att kunna reda ut fel i efterhand`],
        [
          'Information (artikel 13)',
          'Anslag vid dörren, på svenska, lätt svenska och engelska. ”Mina besök” visar det som gäller det egna kortet',
        ],
        ['Tillgång (15)', `”Mina besök” på skärmen: håll kortet mot läsaren. ${access[privacy.pseudonyms]}`],
        ['Ta med', 'Det som visas går att ta med som QR-kod. Artikel 20 kräver det bara vid samtycke eller avtal'],
        [
          'Radering (17)',
          '”Mina besök”: kopplingen mellan besöken och kortet raderas, eller kortet glöms helt om det inte är spärrat. Besöken räknas fortfarande',
        ],
        ['Rättelse (16), begränsning (18), invändning (21)', `Kontakt: ${ask('contact')}`],
        ['Den som inte går att identifiera (11)', 'Inga uppgifter samlas in bara för att kunna identifiera någon'],
        ['Biträden (28)', ask('processors')],
      ],
    ),
  );
}

const minimised = {
  daily:
    'Besökaren är en pseudonym som är ny varje dygn. Med inställningen `none` sparas ingen alls; då visar ”Mina besök” inga besök',
  stable:
    'Ja: med inställningen `daily` är pseudonymen ny varje dygn. Skälet till att den inte är det står i avsnitt 2',
  none: 'Nej: loggen har ingen pseudonym',
} as const;

const access = {
  daily: 'Den visar dagens besök. Äldre kan ingen längre säga vems de var',
  stable: 'Den visar alla sparade besök',
  none: 'Den visar kortets registrering. Inget besök kan sägas vara kortets',
} as const;

function risksAndMeasures(facts: Facts): string {
  const rows = risks(facts).map((risk) => [risk.what, risk.how, risk.measures, risk.remains]);
  return blocks(
    '## 4. Risker och åtgärder (35.7 c och d)',
    table(['Risk', 'Hur det kan gå till', 'Åtgärder', 'Det som är kvar'], rows),
    'Åtgärder som gäller alla risker:',
    list(measures(facts.config)),
    `Kvarstående risk: ${facts.ask('riskJudgement')}`,
    'Är den kvarstående risken hög ska IMY rådfrågas innan boxen tas i drift (artikel 36).',
  );
}

function whatItHangsOn({ config }: Facts): string {
  const rows = settingsInWords(config).map(({ key, now, matters }) => [`\`${key}\``, now, matters]);
  return blocks(
    '## 5. Det som bedömningen beror på',
    table(['Inställning', 'Nu', 'Vad den betyder'], rows),
    'Gör om bedömningen när någon av dem ändras. `npm run documents -- --check` visar om handlingen stämmer med konfigurationen.',
  );
}

function consultation({ ask }: Facts): string {
  return blocks(
    '## 6. Samråd och beslut',
    list([
      `Dataskyddsombudets råd: ${ask('officersAdvice')}`,
      `Besökares synpunkter: ${ask('visitorsViews')}`,
      `Beslut: ${ask('decision')}`,
      `Nästa översyn: ${ask('nextReview')}`,
    ]),
  );
}
