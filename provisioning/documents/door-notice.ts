import { easySwedish } from './easy-swedish.ts';
import { blocks, list, plain } from './markdown.ts';
import type { Facts } from './questions.ts';
import { brokerInWords } from './words/broker.ts';
import { days, daysInEnglish } from './words/figures.ts';
import { libraryIsTold } from './words/library.ts';

/** The notice at the door: one page, in Swedish, lätt svenska and English (GDPR article 13). */
export function doorNotice(facts: Facts): string {
  return blocks(
    `# Det här sparas när du blippar – ${plain(facts.config.office.name)}`,
    swedish(facts),
    '## Lätt svenska',
    ...easySwedish(facts),
    '## English',
    english(facts),
  );
}

function swedish({ config, ask }: Facts): string {
  const { policy, privacy } = config;
  const { self, days: known } = policy.enrolment;
  return list([
    `**Vad:** tid, dörr, in eller ut. ${inSwedish[privacy.pseudonyms]} Inget namn, inget personnummer, ingen kamera.`,
    `**Hur länge:** ${days(privacy.visitDays)}.${self ? ` Registrerar du kortet gäller det ${known === undefined ? '' : `i ${days(known)}, eller `}tills du tar bort det.` : ''}`,
    `**Händer något** kan en värd skriva en anteckning, utan namn. Den sparas i ${days(privacy.incidentDays)}.`,
    `**Varför:** för att öppna dörren, veta hur många som är inne och reda ut fel. Rättslig grund: ${ask('legalBasis')}`,
    `**Vem får veta:** ${receivers(config, 'sv')}`,
    '**Se, ta med, radera:** tryck på ”Mina besök” på skärmen och håll kortet mot läsaren.',
    '**Dina rättigheter:** få veta, rätta, radera, begränsa, invända. Du kan klaga hos Integritetsskyddsmyndigheten, imy.se.',
    `**Ansvarig:** ${ask('controller')}. **Kontakt:** ${ask('contact')}. **Dataskyddsombud:** ${ask('dataProtectionOfficer')}`,
  ]);
}

function english({ config, ask }: Facts): string {
  const { policy, privacy } = config;
  const { self, days: known } = policy.enrolment;
  return list([
    `**What is stored when you tap:** time, door, in or out. ${inEnglish[privacy.pseudonyms]} No name, no personal identity number, no camera.`,
    `**How long:** ${daysInEnglish(privacy.visitDays)}.${self ? ` A card that you register is good ${known === undefined ? '' : `for ${daysInEnglish(known)}, or `}until you remove it.` : ''}`,
    `**If something happens** a host may write a note, without names. It is kept for ${daysInEnglish(privacy.incidentDays)}.`,
    '**Why:** to open the door, to know how many are inside, and to sort out mistakes.',
    `**Who is told:** ${receivers(config, 'en')}`,
    '**See, take along, erase:** press “Mina besök” on the screen and hold your card against the reader.',
    '**Your rights:** access, rectification, erasure, restriction, objection. You may complain to the Swedish Authority for Privacy Protection, imy.se.',
    `**Contact:** ${ask('contact')}`,
  ]);
}

const inSwedish = {
  daily:
    'I stället för kortets nummer sparas ett framräknat värde. Nyckeln till det förstörs kl. 04:00 varje natt: sedan kan ingen se vems besöket var.',
  stable: 'I stället för kortets nummer sparas ett framräknat värde. Det är detsamma varje gång du kommer.',
  none: 'Inget som visar vilket kort det var.',
} as const;

const inEnglish = {
  daily:
    'In place of your card’s number a computed value is stored. Its key is destroyed at 04:00 each night: then nobody can tell whose visit it was.',
  stable: 'In place of your card’s number a computed value is stored. It is the same each time you come.',
  none: 'Nothing that tells which card it was.',
} as const;

const receiverTexts = {
  sv: {
    nobody: 'ingen. Uppgifterna stannar i boxen vid dörren.',
    counts:
      'det som visar vilket kort det var stannar i boxen vid dörren. Vidare skickas hur många som är inne, och när någon kom, gick eller nekades, men inte vem.',
    library: 'Är kortet ett bibliotekskort kan biblioteket tillfrågas om det är giltigt.',
  },
  en: {
    nobody: 'nobody. It stays in the box at the door.',
    counts:
      'what tells which card it was stays in the box at the door. How many are inside is passed on, and when somebody came, left or was refused, but not who.',
    library: 'If it is a library card, the library may be asked whether it is valid.',
  },
} as const;

function receivers(config: Facts['config'], language: keyof typeof receiverTexts): string {
  const texts = receiverTexts[language];
  const counts = brokerInWords(config.broker)?.goesOut ? texts.counts : texts.nobody;
  return libraryIsTold(config) ? `${counts} ${texts.library}` : counts;
}
