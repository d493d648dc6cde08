/**
 * Takes the start and stop characters off a Codabar: A–D in either case, at both ends or at none (EN 798). Whether a
 * scanner sends them is a setting of it; without them the same card is the same code.
 */
export function stripCodabar(text: string): string {
  return /^[A-D].+[A-D]$/is.test(text) ? text.slice(1, -1) : text;
}

/** Takes the start and stop character `*` off a Code 39, at both ends or at none (ISO/IEC 16388). */
export function stripCode39(text: string): string {
  return /^\*.+\*$/s.test(text) ? text.slice(1, -1) : text;
}

/**
 * Is this a 14-digit library number with a right check digit? Modulus 10 with weights 2 and 1 from the left, the sum of
 * the digits of each product ("Luhn"), as library systems number patrons and items: 30234000517861, of
 * http://www.jerseycat.org/faq/bar_codes.php, is one.
 */
export function hasLibraryCheckDigit(text: string): boolean {
  if (!/^[0-9]{14}$/.test(text)) return false;
  const sum = Array.from(text, Number).reduce((total, digit, index) => {
    const product = index % 2 === 0 ? digit * 2 : digit;
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}
