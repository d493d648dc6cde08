import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import type { Catalogue } from '../i18n/catalogue.ts';
import { sv } from '../i18n/sv.ts';

const accented: Readonly<Record<string, string>> = {
  a: 'ȧȧ',
  e: 'ḗḗ',
  i: 'īī',
  o: 'ǿ',
  u: 'ŭŭ',
  y: 'ẏẏ',
  å: 'ǻ',
  ä: 'ǟ',
  ö: 'ȫ',
};

/**
 * Swedish with strange vowels, longer by about a third: readable, and what stands on a screen without them has not come
 * from a catalogue.
 */
export function pseudoCatalogue(): Catalogue {
  return { ...sv, ...Object.fromEntries(Object.entries(sv).map(([id, message]) => [id, pseudo(message)])) };
}

function pseudo(message: string): string {
  return printAST(parse(message).map(strange));
}

function strange(element: MessageFormatElement): MessageFormatElement {
  if (element.type === TYPE.literal) return { ...element, value: strangeText(element.value) };
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
  const options = Object.entries(element.options).map(([key, option]) => [
    key,
    { ...option, value: option.value.map(strange) },
  ]);
  return { ...element, options: Object.fromEntries(options) };
}

function strangeText(text: string): string {
  return text.replaceAll(/[aeiouyåäö]/gi, (vowel) => {
    const strange = accented[vowel.toLowerCase()] ?? vowel;
    return vowel === vowel.toLowerCase() ? strange : strange.toUpperCase();
  });
}
