import { expect, test } from 'vitest';
import { ServiceFault } from '../../../device/drivers/pcsc/messages.ts';
import { adviceOf } from '../../../provisioning/box/check/fault-advice.ts';
import { svBoard } from '../../../renderer/i18n/sv-board.ts';
import { sourcesIn } from '../../support/sources.ts';

/** Of parts that the report does not have. */
const NOT_REPORTED = /^(speech|headphones)-/;
const PROCESS = ['process-dead', 'process-hung'];

/** What a part may have for a fault or a warning: as it is set, as the screen has words for it, and as it is composed. */
function codes(): readonly string[] {
  const sources = sourcesIn('device/drivers', 'device/controller', 'device/broker').map(({ text }) => text);
  const set = [...sources.join('\n').matchAll(/\b(?:fault|warning)Code: '([a-z-]+)'/g)].map(([, code = '']) => code);
  const onScreen = Object.keys(svBoard).flatMap((key) => /^host\.health\.code\.(.+)$/.exec(key)?.[1] ?? []);
  const composed = ['reader', 'keeper'].flatMap((whose) => PROCESS.map((why) => `${whose}-${why}`));
  const passedOn = ['storage-full', 'storage-failed', 'storage-slow', 'gpio-library-missing', 'gpio-refused'];
  const all = [...set, ...onScreen, ...composed, ...passedOn, ...ServiceFault.options];
  return [...new Set(all)].filter((code) => !NOT_REPORTED.test(code)).sort();
}

test('whatever a part has for a fault is told in words, and with what to do', () => {
  const all = codes();
  expect(all).toEqual(expect.arrayContaining(['reader-absent', 'board-silent', 'database-held', 'broker-refused']));
  expect(all.filter((code) => adviceOf(code).says === code)).toEqual([]);
});
