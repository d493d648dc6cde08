import { z } from 'zod';
import type { Config } from '../../device/contract/config.ts';
import { plain } from './markdown.ts';

/** What no config knows, and only whoever runs the office can tell: what is asked, as it stands in the documents. */
export const questions = {
  controller: 'personuppgiftsansvarig – namn, organisationsnummer och adress',
  contact: 'kontakt i frågor om personuppgifter – telefon och e-post',
  dataProtectionOfficer: 'dataskyddsombud – e-post och telefon',
  processors: 'personuppgiftsbiträden för drift och stöd, med datum för biträdesavtalen, eller inga',
  legalBasis: 'rättslig grund enligt artikel 6, och det beslut som uppgiften följer av',
  archiveAuthority: 'arkivansvarig hos myndigheten, och arkivmyndighet',
  retentionDecision: 'gallringsbeslut – beslutande organ, datum och diarienummer',
  holdDecider: 'funktion som beslutar om gallringsstopp',
  brokerOwner: 'vem som tar emot siffrorna från boxen, och i vilket land',
  libraryAgreement: 'vem som är personuppgiftsansvarig för bibliotekssystemet, och vad som är överenskommet',
  exporters: 'funktion som får ta ut uppgifter ur loggen, och vem som har nyckeln till uttagen',
  backups: 'var säkerhetskopiorna förvaras, vem som förstör dem och vem som har nyckeln till dem',
  boxPlace: 'var boxen står, hur den är inlåst och om disken är krypterad',
  visitsPerDay: 'ungefär hur många besök kontoret har en vanlig dag',
  visitorsViews: 'besökares synpunkter enligt artikel 35.9, eller varför de inte hämtats in',
  officersAdvice: 'dataskyddsombudets råd enligt artikel 35.2',
  riskJudgement: 'egen bedömning av riskernas sannolikhet och allvar hos er',
  decision: 'beslut efter bedömningen – vem, datum och diarienummer',
  nextReview: 'datum då bedömningen ses över nästa gång',
} as const;
export type Question = keyof typeof questions;

export const QUESTIONS = Object.keys(questions).filter((key): key is Question => Object.hasOwn(questions, key));

/** Answers by the names of the questions, each in one line; what is missing is still to fill in. */
export const Answers = z.partialRecord(z.enum(QUESTIONS), z.string().trim().min(1).max(500).regex(/^.*$/, 'one line'));
export type Answers = z.infer<typeof Answers>;

/** All that a document is made of. `ask`: the answer, or the question as a place to fill in. */
export type Facts = { readonly config: Config; readonly ask: (question: Question) => string };

export function factsOf(config: Config, answers: Answers): Facts {
  const ask = (question: Question) => {
    const answer = answers[question];
    return answer === undefined ? placeFor(question) : plain(answer);
  };
  return { config, ask };
}

/** The questions that are open in this text, in the order of the table above. */
export function openQuestions(text: string): readonly Question[] {
  return QUESTIONS.filter((question) => text.includes(placeFor(question)));
}

export function placeFor(question: Question): string {
  return `[fyll i: ${questions[question]}]`;
}
