import type { Privacy, PseudonymKind } from '../../../device/contract/privacy.ts';
import { plain } from '../markdown.ts';
import { days } from './figures.ts';

type InWords = {
  readonly name: string;
  /** What it is, in whole sentences. */
  readonly is: string;
  /** What it means for whoever wants to know whose a visit was. */
  readonly means: string;
};

/** By what the log knows that a card comes again, as configured. */
export function pseudonymsInWords(privacy: Privacy): InWords {
  return inWords[privacy.pseudonyms](privacy);
}

const inWords: Readonly<Record<PseudonymKind, (privacy: Privacy) => InWords>> = {
  daily: () => ({
    name: 'en ny varje dygn',
    is: 'Ett kort som godkänns får en pseudonym: HMAC-SHA-256 av korthashen under dygnets nyckel. Nyckeln skrivs över kl. 04:00.',
    means:
      'Under dygnet går det att se vilka besök som hör till samma kort, för den som har kortet eller boxens nycklar. Efter kl. 04:00 kan ingen se vems besöken var, eller att samma kort har kommit flera dagar. Det gäller också den som driver kontoret.',
  }),
  stable: ({ visitDays, stableBecause }) => ({
    name: 'densamma så länge raderna sparas',
    is: `Ett kort som godkänns har samma pseudonym varje dag: HMAC-SHA-256 av korthashen under en nyckel som boxen behåller. Skälet, enligt konfigurationen: ”${plain(stableBecause ?? '')}”`,
    means: `I ${days(visitDays)} går det att se vilka besök som hör till samma kort. Den som har kortet, eller boxens nycklar och kortets nummer, kan se vems de var.`,
  }),
  none: () => ({
    name: 'ingen',
    is: 'Loggen har ingen pseudonym. För att räkna hur många som är inne jämför boxen dagens kort i minnet, under en nyckel som bara finns där.',
    means:
      'Loggens besök leder inte till något kort. Besökets nummer, som börjar om varje dag, visar vilken utpassage som hör till vilken inpassage.',
  }),
};
