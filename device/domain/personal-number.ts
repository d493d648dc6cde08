/**
 * The shapes of a Swedish personal identity number (folkbokföringslagen 1991:481, § 18): YYMMDD-NNNN, with or without
 * the century, "+" for who is a hundred or more, groups apart or not, by whatever dash a hand or a keyboard makes. A run of
 * more digits is another number, and a day up to another one (2026-11-29 – 2026-12-05) is none.
 */
const SHAPE =
  /(?<!\d)(18|19|20)?(\d\d)[-./\s]?(\d\d)[-./\s]?(\d\d)[-+\u2010-\u2015\u2212\s]{0,3}(\d{4})(?!\d|-\d\d-\d\d(?!\d))/g;

/** The digits of Arabic and of Persian, which NFKC leaves as they are: their last four bits are their value. */
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** What is written and not seen: soft hyphens, joiners, marks of direction. */
const UNSEEN = /\p{Cf}/gu;

/** A coordination number has 60 added to its day (the same act, § 18 a). */
const COORDINATION_DAY = 60;

/**
 * Whether a text holds what is, or must be taken for, a personal identity number or a coordination number: a date that
 * there was and a right check digit. An organisation's number has no month in it and is none. Roughly one in 140 of all
 * numbers of ten digits looks like one by chance.
 */
export function holdsPersonalNumber(text: string): boolean {
  return [...plain(text).matchAll(SHAPE)].some(([, century, year = '', month = '', day = '', rest = '']) => {
    const digits = `${year}${month}${day}${rest}`;
    return isDate(century, Number(year), { month: Number(month), day: Number(day) }) && hasCheckDigit(digits);
  });
}

function plain(text: string): string {
  const asciiOf = (digit: string) => String(digit.charCodeAt(0) & 0xf);
  return text.normalize('NFKC').replaceAll(UNSEEN, '').replaceAll(ARABIC_DIGITS, asciiOf);
}

function isDate(century: string | undefined, year: number, { month, day }: { month: number; day: number }): boolean {
  const ofMonth = day > COORDINATION_DAY ? day - COORDINATION_DAY : day;
  const centuries = century === undefined ? [18, 19, 20] : [Number(century)];
  return centuries.some((hundred) => ofMonth >= 1 && ofMonth <= daysIn(month, hundred * 100 + year));
}

/** None in a month that there is not. */
function daysIn(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Luhn's sum (ISO/IEC 7812-1 Annex B) over ten digits. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  [...digits].forEach((digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  });
  return sum % 10 === 0;
}
