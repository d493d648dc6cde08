import { createIntl } from 'react-intl';
import { describe, expect, test } from 'vitest';
import { OfficeRow } from '../../device/contract/feed/board.ts';
import { doorTroubles } from '../../renderer/board/words/door-words.ts';
import { partName, partsInTrouble, partTrouble } from '../../renderer/board/words/part-words.ts';
import type { BoardMessageId } from '../../renderer/i18n/board-catalogue.ts';
import { boardLanguageCodes, boardLanguages } from '../../renderer/i18n/board-languages.ts';
import { languageForms } from '../../renderer/i18n/language-forms.ts';
import { svBoard } from '../../renderer/i18n/sv-board.ts';
import { wordsIn } from '../../renderer/i18n/use-board-text.ts';
import { DAY_MS, doorOf, healthOf, officeRow, partOf } from '../support/board-offices.ts';

const ids = Object.keys(svBoard) as BoardMessageId[];
const names = [
  ...['since', 'code', 'at', 'offices', 'count', 'shown', 'seats', 'most', 'time', 'office', 'id', 'door'],
];
const namesIn = (message: string) => names.filter((name) => new RegExp(`\\{${name}[,}]`).test(message));

describe.each(boardLanguageCodes)('the board’s texts in %s', (code) => {
  const messages = boardLanguages[code];

  test('can all be formatted, for one and for many, and none is empty or still has a brace', () => {
    const faults: unknown[] = [];
    const intl = createIntl({ locale: languageForms[code].format, messages, onError: (error) => faults.push(error) });
    for (const id of ids)
      for (const count of [0, 1, 10])
        expect(intl.formatMessage({ id }, Object.fromEntries(names.map((name) => [name, count]))), id).toMatch(
          /^[^{}]+$/u,
        );
    expect(faults).toEqual([]);
  });

  test('ask for the same values as the Swedish ones', () => {
    for (const id of ids) expect(namesIn(messages[id]), id).toEqual(namesIn(svBoard[id]));
  });
});

const swedish = wordsIn(createIntl({ locale: 'sv-SE', messages: boardLanguages.sv, timeZone: 'UTC' }));

describe('a part', () => {
  test('is called by its kind and its name; one of a later version as its box calls it', () => {
    const called = ['reader front', 'strike entrance', 'fire-input', 'shell', 'drawbridge north', 'constructor'];
    expect(called.map((part) => partName(part, swedish))).toEqual([
      'Läsare front',
      'Elslutbleck entrance',
      'Brandlarmsingången',
      'Skärmen',
      'drawbridge north',
      'constructor',
    ]);
  });

  test('says what is the matter in words and with its code', () => {
    const said = (change: object) => {
      const { health } = officeRow('torget', { health: healthOf({ parts: [partOf('reader front', change)] }) });
      return health?.parts.map((part) => partTrouble(part, swedish)).join('');
    };
    expect(said({})).toBe('');
    expect(said({ state: 'faulted', faultCode: 'reader-silent' })).toBe('Svarar inte (reader-silent)');
    expect(said({ state: 'faulted', faultCode: 'of-a-later-version' })).toBe('of-a-later-version');
  });

  test('that does not work is told before one that does and has a warning', () => {
    const warned = partOf('log', { warningCode: 'disk-nearly-full' });
    const parts = [warned, partOf('broker'), partOf('reader front', { state: 'faulted' })];
    const { health } = officeRow('torget', { health: healthOf({ parts }) });
    expect(partsInTrouble(health?.parts ?? []).map(({ part }) => part)).toEqual(['reader front', 'log']);
  });
});

test('a door says its alarm before its mode, and nothing while all is well', () => {
  const said = (change: object) =>
    OfficeRow.shape.doors
      .parse([doorOf(change)])
      .flatMap((door) => doorTroubles(door, swedish))
      .map((trouble) => trouble.said);
  expect(said({})).toEqual([]);
  expect(said({ mode: 'accessed', state: 'open' })).toEqual([]);
  expect(said({ mode: 'locked-down', alarm: 'open-too-long' })).toEqual(['Uppställd!', 'Nedlåst']);
});

test('a moment of another day has its date', () => {
  expect(swedish.moment(DAY_MS + 3_600_000, DAY_MS)).toBe('01:00');
  expect(swedish.moment(DAY_MS - 3_600_000, DAY_MS)).toBe('23 nov. 23:00');
});
