import type { Config } from '../../device/contract/config.ts';
import { doorNotice } from './door-notice.ts';
import { impactAssessment } from './impact-assessment.ts';
import { blocks, list } from './markdown.ts';
import { type Answers, type Facts, factsOf, openQuestions, placeFor, type Question } from './questions.ts';
import { recordOfProcessing } from './record-of-processing.ts';
import { retentionPlan } from './retention-plan.ts';

const writers: Readonly<Record<string, (facts: Facts) => string>> = {
  'registerforteckning.md': recordOfProcessing,
  'konsekvensbedomning.md': impactAssessment,
  'anslag-vid-dorren.md': doorNotice,
  'gallringsplan.md': retentionPlan,
};

export type Document = {
  readonly file: string;
  readonly text: string;
  /** What is left to fill in. */
  readonly open: readonly Question[];
};

/** The four documents. The same config and answers always make the same text: nothing in it tells of when it was made. */
export function documentsOf(config: Config, answers: Answers): readonly Document[] {
  const facts = factsOf(config, answers);
  return Object.entries(writers).map(([file, write]) => {
    const text = write(facts);
    const open = openQuestions(text);
    return { file, text: `${blocks(text, leftToFillIn(open))}\n`, open };
  });
}

/** What stands at the end of a document until everything is filled in. */
function leftToFillIn(open: readonly Question[]): string | null {
  if (open.length === 0) return null;
  return blocks(
    '---',
    '## Kvar att fylla i',
    list(open.map((question) => `\`${question}\`: ${placeFor(question)}`)),
    'Svaren skrivs i svarsfilen (`--answers`), så att de finns kvar när handlingen skapas på nytt. När allt är ifyllt försvinner det här avsnittet.',
  );
}
