import { createIntl } from 'react-intl';
import { describe, expect, test } from 'vitest';
import { DenyReason } from '../../device/contract/access.ts';
import type { MessageId } from '../../renderer/i18n/catalogue.ts';
import { allCatalogues } from '../../renderer/i18n/catalogues.ts';
import { languageCodes, languageForms } from '../../renderer/i18n/language-forms.ts';
import { sv } from '../../renderer/i18n/sv.ts';
import { partCodes } from '../support/part-codes.ts';

const catalogues = await allCatalogues();
const ids = Object.keys(sv) as MessageId[];
/** Values for whatever a message may ask for. */
const values = {
  time: '10:00',
  day: 'måndag',
  date: '1 maj',
  id: 'front',
  door: 'Entrén',
  office: 'Kontoret',
  until: 'kl. 18:00',
  why: 'Utredning',
  by: 'Värd',
  area: 'Tysta rummet',
  row: 'Besökare 3',
  what: 'Logg',
  file: 'kontoret-events.csv.age',
  quality: 'Räknat sedan 10:00',
  state: 'Upplåst',
  began: '1 maj 2026 kl. 10:00',
  printed: '1 maj 2026 kl. 10:05',
};
const numbers = {
  ...{ free: 1, taken: 2, seats: 3, most: 4, steps: 5, seconds: 6, count: 7, present: 8 },
  ...{ stayed: 1, unknown: 2, minutes: 3, hours: 4, uses: 5, companions: 6, total: 7 },
  percent: 40,
  ...{ entry: 1, page: 2, pages: 3, listed: 4, safe: 5, missing: 6 },
};
const names = Object.keys({ ...values, ...numbers });
const namesIn = (message: string) => names.filter((name) => new RegExp(`\\{${name}[,}]`).test(message));

describe('the texts in lätt svenska', () => {
  /** Each branch of a plural by itself, with a word for what is put in. */
  const branches = (message: string): string[] => {
    const inner = /\{\w+, plural,((?:\s*(?:=\d+|\w+)\s*\{[^{}]*\})+)\s*\}/.exec(message);
    if (inner === null) return [message.replaceAll(/\{\w+\}/g, 'ord')];
    return [...(inner[1] ?? '').matchAll(/\{([^{}]*)\}/g)].flatMap(([, text = '']) =>
      branches(message.replace(inner[0], text.replaceAll('#', '7'))),
    );
  };
  const longest = (text: string) =>
    Math.max(...text.split(/[.!?:]+/).map((part) => part.match(/[\p{L}\p{N}-]+/gu)?.length ?? 0));

  test('have sentences of ten words at most', () => {
    const long = Object.entries(catalogues['sv-latt']).filter(([, message]) =>
      branches(message.replaceAll(/\{(?!\w+, plural)(\w+)\}/g, 'ord')).some((text) => longest(text) > 10),
    );
    expect(long).toEqual([]);
  });
});

test('the Finnish texts have one word for a host', () => {
  expect(Object.entries(catalogues.fi).filter(([, message]) => /isän|emän/i.test(message))).toEqual([]);
});

test('the Arabic texts ask nobody as if all were men', () => {
  const toOneMan =
    /(?<![\p{L}\p{M}])(أظهر|قرّب|سجّل|أخبرنا|ضع|لا تكتب|احذفه|أدخل|اسأل|اقرأ|اكتب|افتح|أغلق|قارنها|تريد أن)(?![\p{L}\p{M}])/u;
  expect(Object.entries(catalogues.ar).filter(([, message]) => toOneMan.test(message))).toEqual([]);
});

describe.each(languageCodes)('the texts in %s', (code) => {
  const catalogue = catalogues[code];
  const { format } = languageForms[code];

  test('have all messages and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...ids].sort());
  });

  test('can all be formatted, for one and for many, and none is empty or still has a brace', () => {
    const faults: unknown[] = [];
    const intl = createIntl({ locale: format, messages: catalogue, onError: (error) => faults.push(error) });
    for (const id of ids)
      for (const factor of [0, 1, 10]) {
        const scaled = Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, count * factor]));
        const text = intl.formatMessage({ id }, { ...values, ...scaled });
        expect(text, id).toMatch(/^[^{}]+$/u);
      }
    expect(faults).toEqual([]);
  });

  test('ask for the same values as the Swedish ones', () => {
    for (const id of ids) expect(namesIn(catalogue[id]), id).toEqual(namesIn(sv[id]));
  });

  test('say for each reason of a denial why, and what to do', () => {
    for (const reason of DenyReason.options)
      for (const part of ['why', 'do']) expect(catalogue).toHaveProperty([`denied.${reason}.${part}`]);
  });
});

test('whatever a part has for a fault has words, and is not shown as its code', () => {
  const codes = partCodes();
  expect(codes).toEqual(expect.arrayContaining(['reader-absent', 'storage-full', 'keeper-process-hung']));
  expect(codes.filter((code) => !Object.hasOwn(sv, `host.health.code.${code}`))).toEqual([]);
});
