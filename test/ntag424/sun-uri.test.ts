import { array, assert as check, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSunUri, type SunUriFormat } from '../../device/drivers/ntag424/sun-uri.ts';
import { toHex } from './hex.ts';

const LONG: SunUriFormat = { piccData: 'picc_data', mac: 'cmac', macFrom: null };
const SHORT: SunUriFormat = { piccData: 'e', mac: 'c', macFrom: null };
const PICC = 'EF963FF7828658A599F3041510671E88';
const MAC = '94EED9EE65337086';

const codeOf = (uri: string, format = LONG) => {
  const parsed = parseSunUri(uri, format);
  return parsed.ok ? 'ok' : parsed.error.code;
};

describe("a tag's URI", () => {
  it.each([
    ['with long names', `https://example.se/k?picc_data=${PICC}&cmac=${MAC}`, LONG],
    ['with short names', `https://ntag.nxp.com/424?e=${PICC}&c=${MAC}`, SHORT],
    ['with the MAC first', `https://example.se/k?cmac=${MAC}&picc_data=${PICC}`, LONG],
    ['with more in its query', `https://example.se/k?lang=sv&picc_data=${PICC}&&cmacs&cmac=${MAC}&y=?`, LONG],
    ['with a fragment', `https://example.se/k?picc_data=${PICC}&cmac=${MAC}#cmac=0`, LONG],
    ['of a scheme of its own', `se.example+kontor:?picc_data=${PICC}&cmac=${MAC}`, LONG],
  ])('%s gives what the tag wrote', (_, uri, format) => {
    const parsed = parseSunUri(uri, format);
    if (!parsed.ok) throw new Error(parsed.error.code);
    expect(toHex(parsed.value.piccData)).toBe(PICC);
    expect(toHex(parsed.value.mac)).toBe(MAC);
    expect(parsed.value.covered).toHaveLength(0);
  });

  it.each([
    ['picc_data', `${PICC}&enc=00&cmac=`],
    ['enc', '00&cmac='],
    ['cmac', ''],
  ])('gives the text from the value of %s up to the MAC, as it is written', (macFrom, covered) => {
    const uri = `https://example.se/k?a=%41&picc_data=${PICC}&enc=00&cmac=${MAC}&b=1`;
    const parsed = parseSunUri(uri, { ...LONG, macFrom });
    expect(parsed.ok && Buffer.from(parsed.value.covered).toString()).toBe(covered);
  });

  it.each([
    ['no scheme', `example.se/k?picc_data=${PICC}&cmac=${MAC}`],
    ['a space', `https://example.se/a b?picc_data=${PICC}&cmac=${MAC}`],
    ['a line after it', `https://example.se/k?picc_data=${PICC}&cmac=${MAC}\n`],
    ['letters of other alphabets', `https://exämple.se/k?picc_data=${PICC}&cmac=${MAC}`],
    ['nothing at all', ''],
  ])('with %s is none', (_, uri) => {
    expect(codeOf(uri)).toBe('uri-malformed');
  });

  it.each([
    ['no query', 'https://example.se/k'],
    ['no PICCData', `https://example.se/k?cmac=${MAC}`],
    ['no MAC', `https://example.se/k?picc_data=${PICC}`],
    ['a name without a value', `https://example.se/k?picc_data=${PICC}&cmac`],
    ['names in other letters', `https://example.se/k?PICC_DATA=${PICC}&CMAC=${MAC}`],
    ['all of it in the path', `https://example.se/k&picc_data=${PICC}&cmac=${MAC}`],
    ['all of it in the fragment', `https://example.se/#?picc_data=${PICC}&cmac=${MAC}`],
  ])('with %s lacks a parameter', (_, uri) => {
    expect(codeOf(uri)).toBe('parameter-missing');
  });

  it('lacks a parameter where the MAC is to cover one that is not there', () => {
    const uri = `https://example.se/k?picc_data=${PICC}&cmac=${MAC}`;
    expect(codeOf(uri, { ...LONG, macFrom: 'enc' })).toBe('parameter-missing');
  });

  it.each([
    ['PICCData', `https://example.se/k?picc_data=${PICC}&picc_data=${PICC}&cmac=${MAC}`],
    ['the MAC', `https://example.se/k?picc_data=${PICC}&cmac=${MAC}&cmac=${MAC}`],
  ])('with %s twice is refused, even when both are the same', (_, uri) => {
    expect(codeOf(uri)).toBe('parameter-repeated');
  });

  it.each([
    ['a digit too few in PICCData', PICC.slice(1), MAC],
    ['a digit too many in PICCData', `${PICC}0`, MAC],
    ['a digit too few in the MAC', PICC, MAC.slice(1)],
    ['a digit too many in the MAC', PICC, `${MAC}0`],
    ['PICCData in small letters', PICC.toLowerCase(), MAC],
    ['the MAC in small letters', PICC, MAC.toLowerCase()],
    ['the length of LRP mode', `${PICC}0000000000000000`, MAC],
    ['digits in percent encoding', `%45${PICC.slice(3)}`, MAC],
    ['no digits', PICC, ''],
  ])('with %s is refused', (_, picc, mac) => {
    expect(codeOf(`https://example.se/k?picc_data=${picc}&cmac=${mac}`)).toBe('parameter-malformed');
  });

  it('whose MAC is to cover what comes after it is refused', () => {
    const uri = `https://example.se/k?cmac=${MAC}&picc_data=${PICC}`;
    expect(codeOf(uri, { ...LONG, macFrom: 'picc_data' })).toBe('parameter-malformed');
  });

  it('of any text at all never throws, and what it gives has the right lengths', () => {
    const piece = constantFrom(`picc_data=${PICC}`, `cmac=${MAC}`, `cmac=${PICC}`, 'x=1', 'cmac', '#', '');
    const shaped = tuple(constantFrom('https://x?', 'k:?', 'k:'), array(piece, { maxLength: 5 }));
    const texts = oneof(
      shaped.map(([head, pieces]) => head + pieces.join('&')),
      string({ unit: 'binary', maxLength: 60 }),
    );
    const formats = constantFrom(LONG, { ...LONG, macFrom: 'picc_data' }, { ...LONG, macFrom: '' });
    check(
      property(texts, formats, (uri, format) => {
        const parsed = parseSunUri(uri, format);
        if (!parsed.ok) return;
        expect([parsed.value.piccData.length, parsed.value.mac.length]).toEqual([16, 8]);
        expect(uri).toContain(Buffer.from(parsed.value.covered).toString('latin1'));
      }),
      { numRuns: Number(process.env.AK_FUZZ_RUNS ?? 2_000) },
    );
  });
});
