import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventCatalogue, isLoggedType } from '../../device/contract/events.ts';
import { documentsOf } from '../../provisioning/documents/documents.ts';
import { placeFor, QUESTIONS, questions } from '../../provisioning/documents/questions.ts';
import { allTextOf, because, configWith, koha, textsOf, unattended } from './a-config.ts';

const RECORD = 'registerforteckning.md';
const ASSESSMENT = 'konsekvensbedomning.md';
const NOTICE = 'anslag-vid-dorren.md';
const PLAN = 'gallringsplan.md';

const sip2 = { system: 'sip2', host: 'sip.example.se' };
const stable = { privacy: { pseudonyms: 'stable', stableBecause: because } };
const quietRoom = {
  areas: [{ id: 'quiet', name: 'Tysta rummet' }],
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', area: 'quiet' }],
};
const mqtt = (url: string) => ({ broker: { mode: 'mqtt', urls: [url] } });
const guests = { policy: { ...unattended().policy, guests: { mostHours: 7, mostUses: 3 } } };

const plainOffice = {};
/** An office in which everything is otherwise. */
const elsewhere = {
  ...unattended({ version: 4 }),
  ...stable,
  ...mqtt('mqtts://b.example.se:8883'),
  library: koha,
  provisioned: true,
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'wired', strike: { via: 'gpio', line: 17, activeLevel: 'high' } }],
  readers: [{ id: 'front', door: 'entrance', driver: 'pcsc' }],
};

/** Of everything that a config may say of people: in which document it shows, as what. */
const told: readonly (readonly [what: string, over: object, file: string, says: string])[] = [
  ['pseudonyms of the day', plainOffice, RECORD, 'Pseudonym (en ny varje dygn)'],
  ['pseudonyms of the day', plainOffice, ASSESSMENT, 'Dygnets pseudonymer går att knyta till kort; äldre gör det inte'],
  ['pseudonyms of the day', plainOffice, NOTICE, 'destroyed at 04:00'],
  ['pseudonyms of the day', plainOffice, NOTICE, 'Varje natt glömmer vi vilket kort det var.'],
  ['pseudonyms of the day', plainOffice, PLAN, '| Dygnets nyckel |'],
  ['stable pseudonyms, and why', stable, RECORD, `”${because}”`],
  ['stable pseudonyms, and why', stable, ASSESSMENT, 'Någons vanor kan läsas ut'],
  ['stable pseudonyms', stable, NOTICE, 'the same each time you come'],
  ['no pseudonyms', { privacy: { pseudonyms: 'none' } }, RECORD, 'Loggen har ingen pseudonym'],
  ['no pseudonyms', { privacy: { pseudonyms: 'none' } }, NOTICE, 'Vi sparar inte vilket kort det var.'],
  ['no pseudonyms', { privacy: { pseudonyms: 'none' } }, PLAN, '| `access-granted` | besökets nummer |'],
  ['no library', plainOffice, RECORD, 'Bibliotekssystem: inget.'],
  ['a library list', { ...unattended(), library: { system: 'local' } }, PLAN, '| Bibliotekets kortlista |'],
  ['a simulated library', { ...unattended(), library: { system: 'simulated' } }, RECORD, 'ett simulerat bibliotek'],
  ['SIP2 in clear', { ...unattended(), library: sip2 }, ASSESSMENT, 'kortnummer och pinkoder kan läsas i nätet'],
  ['SIP2 with TLS', { ...unattended(), library: { ...sip2, tls: {} } }, RECORD, '(SIP2, krypterat med TLS)'],
  ['Koha', { ...unattended(), library: koha }, RECORD, 'bibliotekssystemet https://koha.example.se (Koha)'],
  ['Koha', { ...unattended(), library: koha }, NOTICE, 'kan vi fråga biblioteket om kortet'],
  ['when the library is asked', { ...unattended(), library: koha }, RECORD, 'när kontoret är obemannat'],
  ['a library that the rules never ask', { library: koha }, RECORD, 'frågar inte om något bibliotekskort'],
  ['a room inside', quietRoom, RECORD, 'passager till och från Tysta rummet'],
  ['a room inside', quietRoom, ASSESSMENT, 'Egna rum med läsare: Tysta rummet.'],
  ['no broker', plainOffice, RECORD, 'Siffror på antal inne: ingen mottagare.'],
  ['no broker', plainOffice, NOTICE, 'nobody. It stays in the box'],
  ['a broker of its own', { broker: { mode: 'embedded' } }, RECORD, 'en meddelandetjänst i boxen själv'],
  ['a broker on the machine', { broker: { mode: 'auto' } }, RECORD, 'en meddelandetjänst på samma maskin'],
  ['a broker with TLS', mqtt('mqtts://b.example.se:8883'), RECORD, 'mqtts://b.example.se:8883 (MQTT, krypterat'],
  ['a broker in clear', mqtt('mqtt://b.example.se:1883'), ASSESSMENT, 'ändra till `mqtts://`'],
  ['a broker', mqtt('mqtts://b.example.se:8883'), NOTICE, 'when somebody came, left or was refused, but not who'],
  ['a broker', mqtt('mqtts://b.example.se:8883'), NOTICE, 'när någon kom, gick eller nekades, men inte vem'],
  ['a broker', mqtt('mqtts://b.example.se:8883'), NOTICE, 'Vi berättar för andra när någon kommer eller går.'],
  [
    'a broker, which gets exact hours',
    mqtt('mqtts://b.example.se:8883'),
    PLAN,
    'tar emot boxens siffror får dem som de är',
  ],
  ['a broker, which gets exact hours', mqtt('mqtts://b.example.se:8883'), ASSESSMENT, 'utan att små antal döljs'],
  ['a PIN at some hours', unattended(), RECORD, 'Krävs när kontoret är obemannat'],
  ['no PIN', plainOffice, RECORD, 'Reglerna i konfigurationen kräver ingen.'],
  ['how long a guest pass is good', { ...unattended(), ...guests }, PLAN, 'Längst 7 timmar och 3 gånger'],
  ['tags with cryptography', { tags: { sunKeyFile: '/etc/ak/tags.json' } }, PLAN, '| Räknare för taggar'],
  ['the version of the rules', unattended(), PLAN, '(`testerna/kontoret`, regler version 3)'],
  ['that it is no real office’s', plainOffice, RECORD, '**Utkast.**'],
];

describe('what the config says is in the documents, and only then:', () => {
  test.each(told)('%s (%#)', (_, over, file, says) => {
    expect(textsOf(configWith(over))[file]).toContain(says);
    expect(textsOf(configWith(over === plainOffice ? elsewhere : plainOffice))[file]).not.toContain(says);
  });

  test('a room counts where a reader leads into it', () => {
    expect(textsOf(configWith({ areas: quietRoom.areas }))[ASSESSMENT]).toContain('Egna rum med läsare: inga.');
  });

  test('a card that visitors register themselves is told of at the door, with how long it is good', () => {
    const notice = (enrolment: object) => textsOf(configWith(unattended({ enrolment })))[NOTICE];
    expect(notice({ self: true, days: 90 })).toContain('gäller det i 90 dagar, eller tills du tar bort det');
    expect(notice({ self: true })).toContain('gäller det tills du tar bort det');
    expect(notice({ self: false })).not.toContain('Registrerar du kortet');
  });
});

test('every kind of office gives whole sentences: nothing is undefined, null or an object', () => {
  for (const [, over] of told) expect(allTextOf(configWith(over))).not.toMatch(/undefined|\[object|\bnull\b|NaN|\$\{/);
});

describe('what is to fill in', () => {
  test('is listed at the end of each document, once', () => {
    for (const [, over] of told)
      for (const { text, open } of documentsOf(configWith(over), {})) {
        const [body = '', end = ''] = text.split('## Kvar att fylla i');
        const places = new Set(body.match(/\[fyll i: [^\]]*\]/g));
        expect(places.size).toBeGreaterThan(0);
        expect(end.match(/\[fyll i: [^\]]*\]/g)?.toSorted()).toEqual([...places].toSorted());
        expect(open.map(placeFor).toSorted()).toEqual([...places].toSorted());
      }
  });

  test('is all asked somewhere, and each question can be told from the others', () => {
    const everything = allTextOf(configWith({ ...unattended(), library: koha, ...mqtt('mqtts://b.example.se:8883') }));
    expect(QUESTIONS.filter((question) => !everything.includes(placeFor(question)))).toEqual([]);
    expect(new Set(Object.values(questions)).size).toBe(QUESTIONS.length);
    expect(Object.values(questions).filter((text) => /[[\]|\n]/.test(text))).toEqual([]);
  });

  test('gives way to the answer, and the list to nothing when all is answered', () => {
    const some = allTextOf(configWith(), { contact: 'Kontaktcenter, 010-123 45 67' });
    expect(some).toContain('Kontaktcenter, 010-123 45 67');
    expect(some).not.toContain(placeFor('contact'));
    const answers = Object.fromEntries(QUESTIONS.map((question) => [question, `svar om ${question}`]));
    const all = allTextOf(configWith(), answers);
    expect(all).not.toMatch(/fyll i/i);
    expect(all).toContain('svar om nextReview');
  });
});

test('a text of the config or of a person cannot break a table, or pass for something to fill in', () => {
  const shape = (text: string) =>
    text
      .split('\n')
      .map((line) => (line.startsWith('|') ? line.replaceAll('\\\\', '').split(/(?<!\\)\|/).length : line === ''))
      .join();
  const plainShape = shape(allTextOf(configWith(stable), { legalBasis: 'a' }));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 20, maxLength: 60 }), (text) => {
      fc.pre(text.trim().length > 0);
      const config = configWith({ privacy: { pseudonyms: 'stable', stableBecause: `[fyll i: x] | ${text}` } });
      const said = allTextOf(config, { legalBasis: `[fyll i: y] |\n${text}` });
      expect(shape(said)).toBe(plainShape);
      expect(/\[fyll i: [xy]\]/.test(said)).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test('the notice is one page', () => {
  const answers = Object.fromEntries(
    QUESTIONS.map((question) => [question, 'Kommunstyrelsen i Exempel, 010-123 45 67, e-post']),
  );
  for (const [, over] of told) {
    const notice = textsOf(configWith(over), answers)[NOTICE] ?? '';
    expect(notice.split(/\s+/).length).toBeLessThanOrEqual(450);
  }
});

test('the plan lists every event that the log keeps', () => {
  const plan = textsOf(configWith())[PLAN];
  for (const type of Object.keys(eventCatalogue))
    if (isLoggedType(type)) expect(plan).toContain(`| \`${type}\` |`);
    else expect(plan).not.toContain(`| \`${type}\` |`);
});
