import type { Facts } from './questions.ts';
import { brokerInWords } from './words/broker.ts';
import { days } from './words/figures.ts';
import { libraryIsTold } from './words/library.ts';

/** The door notice in lätt svenska: no sentence has more than ten words. */
export function easySwedish({ config, ask }: Facts): readonly string[] {
  const { privacy } = config;
  return [
    'När du blippar sparar vi tid och dörr. Vi sparar inte ditt namn. Vi har ingen kamera.',
    `Vi sparar det i ${days(privacy.visitDays)}. Sedan tar vi bort det.`,
    pseudonyms[privacy.pseudonyms],
    'Vi vill veta hur många som är inne.',
    brokerInWords(config.broker)?.goesOut
      ? 'Vi berättar för andra när någon kommer eller går. Vi berättar inte vem.'
      : null,
    libraryIsTold(config) ? 'Har du ett bibliotekskort? Då kan vi fråga biblioteket om kortet.' : null,
    'Tryck på ”Mina besök” på skärmen. Visa ditt kort. Då ser du vad vi har sparat. Du kan ta bort det.',
    'Har du frågor? Kontakta oss:',
    ask('contact'),
  ].filter((line) => line !== null);
}

const pseudonyms = {
  daily: 'Varje natt glömmer vi vilket kort det var.',
  stable: 'Under den tiden kan vi se att kortet återkommer.',
  none: 'Vi sparar inte vilket kort det var.',
} as const;
