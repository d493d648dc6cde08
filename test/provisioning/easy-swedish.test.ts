import { expect, test } from 'vitest';
import { PseudonymKind } from '../../device/contract/privacy.ts';
import { easySwedish } from '../../provisioning/documents/easy-swedish.ts';
import { factsOf, placeFor } from '../../provisioning/documents/questions.ts';
import { because, configWith, koha, textsOf, unattended } from './a-config.ts';

const wordsIn = (sentence: string) => sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length;

test.each(PseudonymKind.options)('in lätt svenska no sentence has more than ten words (%s)', (pseudonyms) => {
  const stableBecause = pseudonyms === 'stable' ? { stableBecause: because } : {};
  const config = configWith({ ...unattended(), library: koha, privacy: { pseudonyms, ...stableBecause } });
  const facts = factsOf(config, {});
  const sentences = easySwedish(facts)
    .filter((line) => line !== placeFor('contact'))
    .flatMap((line) => line.split(/(?<=[.?!:])\s+/));
  expect(sentences.length).toBeGreaterThan(10);
  expect(sentences.filter((sentence) => wordsIn(sentence) > 10)).toEqual([]);
  for (const line of easySwedish(facts)) expect(textsOf(config)['anslag-vid-dorren.md']).toContain(line);
});
