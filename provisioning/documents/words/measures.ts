import type { Config } from '../../../device/contract/config.ts';
import { brokerInWords } from './broker.ts';
import { libraryInWords } from './library.ts';

/** What this box does to protect what it holds (GDPR article 32.1). */
export function measures({ broker, library }: Config): readonly string[] {
  const brokers = brokerInWords(broker);
  const libraries = libraryInWords(library);
  return [
    `Kortnumret görs vid läsaren om till en korthash (HMAC-SHA-256)${libraries?.goesOut ? '; bara frågan till biblioteket bär numret självt' : ' och glöms'}. Nyckeln ligger i en egen fil utanför databasen.`,
    'Personnummer, samordningsnummer och det som ser ut som ett sådant tas inte emot: inte vid läsaren, inte i etiketter, inte i anteckningar om händelser, inte i filer.',
    'Pinkoder sparas bara som Argon2id. Efter upprepade fel får kortet vänta.',
    'Loggen går bara att lägga till i. Varje rad kedjas till den förra med SHA-256, och den senaste raden signeras varje dag med boxens nyckel (Ed25519), så att en ändring i efterhand syns.',
    'Det som gallras eller raderas skrivs över i databasfilen (SQLite `secure_delete`).',
    'Datamappen är stängd för alla utom boxens eget konto (0700), hemligheterna likaså (0600).',
    'Uttag ur loggen är krypterade till namngivna mottagare och syns i loggen. Säkerhetskopior är krypterade.',
    'Värdvyn öppnas med ett värdkort och låser sig själv. Den visar ingens identitet. Ändringar loggas med vem som gjorde dem.',
    'Boxens adress går bara att nå från boxen själv (127.0.0.1).',
    ...(brokers?.goesOut
      ? [`Siffrorna skickas ${brokers.inClear ? 'okrypterat' : 'krypterat (TLS)'} till mottagaren.`]
      : []),
    ...(libraries?.goesOut
      ? [`Frågor till biblioteket skickas ${libraries.inClear ? 'okrypterat' : 'krypterat (TLS)'}.`]
      : []),
    'Ingen kamera, ingen ljudupptagning och ingen spårning av telefoner.',
  ];
}
