/** RFC 9285: bytes in the 45 characters that a QR code holds in 5½ bits each. */
const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function base45Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    text += low === undefined ? digits(high, 2) : digits(high * 256 + low, 3);
  }
  return text;
}

/** Null when the text is not one that `base45Of` gives. */
export function fromBase45(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((character) => CHARACTERS.indexOf(character));
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (group.includes(-1) || group.length === 1 || value > (group.length === 3 ? 0xffff : 0xff)) return null;
    bytes.push(...(group.length === 3 ? [value >> 8, value & 0xff] : [value]));
  }
  return Uint8Array.from(bytes);
}

/** The least significant first. */
function digits(value: number, count: number): string {
  let text = '';
  for (let rest = value; text.length < count; rest = Math.floor(rest / 45)) text += CHARACTERS.charAt(rest % 45);
  return text;
}
