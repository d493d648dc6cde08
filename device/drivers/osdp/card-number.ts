import { err, ok, type Result } from '../../contract/result.ts';
import { type CanonicalCredential, parseUid } from '../../domain/credential.ts';
import { bitsOf, type CardBits } from './card-bits.ts';

/** `card-parity`: a bit was misread. `card-format`: bits that stand for nothing known here. */
export type CardFault = { readonly code: 'card-parity' | 'card-format' };

/** Where the parts of a layout are; bits count from 0. Parities cover themselves: even from the first, odd to the last. */
type Layout = { readonly name: string; readonly covered: number; readonly facility: number };

/**
 * HID H10301 (26 bits, 8 + 16), H10306 (34 bits, 16 + 16), H10304 (37 bits, 16 + 19; its two parities share the middle
 * bit), and 56 bits as the makers of 26 do it, in one number.
 */
const LAYOUTS: Readonly<Record<number, Layout>> = {
  26: { name: 'W26', covered: 13, facility: 8 },
  34: { name: 'W34', covered: 17, facility: 16 },
  37: { name: 'W37', covered: 19, facility: 16 },
  56: { name: 'W56', covered: 28, facility: 0 },
};

/** Serial numbers of chips that readers pass on as they are (ISO/IEC 14443-3 §6.5.4). */
const UID_BITS = [32, 56, 80];

/**
 * What the bits stand for. Bits without parities of the length of a UID are one, first byte first; 26, 34 and 37 bits
 * are Wiegand whatever the reader calls them, as many call everything unspecified.
 */
export function cardNumber(card: CardBits): Result<CanonicalCredential, CardFault> {
  if (card.format === 'unspecified' && UID_BITS.includes(card.count)) {
    const uid = parseUid(Buffer.from(card.bytes).toString('hex'));
    return uid.ok ? uid : err({ code: 'card-format' });
  }
  const layout = LAYOUTS[card.count];
  return layout === undefined ? err({ code: 'card-format' }) : wiegandNumber(bitsOf(card), layout);
}

function wiegandNumber(bits: readonly (0 | 1)[], layout: Layout): Result<CanonicalCredential, CardFault> {
  const isOdd = (some: readonly (0 | 1)[]) => some.filter((bit) => bit === 1).length % 2 === 1;
  if (isOdd(bits.slice(0, layout.covered)) || !isOdd(bits.slice(-layout.covered))) return err({ code: 'card-parity' });
  const value = (some: readonly (0 | 1)[]) => (some.length === 0 ? null : BigInt(`0b${some.join('')}`));
  const facility = value(bits.slice(1, 1 + layout.facility));
  const number = value(bits.slice(1 + layout.facility, -1)) ?? 0n;
  const canonical = [layout.name, facility, number].filter((part) => part !== null).join(':');
  return ok({ kind: 'wiegand', canonical, randomUid: false });
}
