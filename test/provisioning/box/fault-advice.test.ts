import { expect, test } from 'vitest';
import { adviceOf } from '../../../provisioning/box/check/fault-advice.ts';
import { svBoard } from '../../../renderer/i18n/sv-board.ts';
import { partCodes } from '../../support/part-codes.ts';

/** Of parts that the report does not have. */
const NOT_REPORTED = /^(speech|headphones)-/;

test('whatever a part has for a fault, and the screen has words for, is told in words and with what to do', () => {
  const onScreen = Object.keys(svBoard).flatMap((key) => /^host\.health\.code\.(.+)$/.exec(key)?.[1] ?? []);
  const all = [...new Set([...partCodes(), ...onScreen])].filter((code) => !NOT_REPORTED.test(code));
  expect(all).toEqual(expect.arrayContaining(['reader-absent', 'board-silent', 'database-held', 'broker-refused']));
  expect(all.filter((code) => adviceOf(code).says === code)).toEqual([]);
});
