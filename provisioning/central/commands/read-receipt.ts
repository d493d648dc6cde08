import { Receipt } from '../../../device/contract/feed/commands.ts';
import { Envelope } from '../../../device/contract/feed/envelope.ts';
import { ReceiptBody } from '../../../device/contract/feed/history.ts';
import { parseJson } from '../../files/text-file.ts';
import { isSignedBy } from '../offices/log-watch.ts';
import type { ReadyCommand } from './sign-command.ts';

/** `unverified`: by whom it is signed was not looked at, for no key of the box is known. */
export type ReceiptSeen = { readonly receipt: Receipt; readonly signature: 'right' | 'wrong' | 'unverified' };

/** The receipt of this very command, or null when it is another’s or none. `boxKey`: base64. */
export function readReceipt(
  payload: Uint8Array,
  { key, order }: ReadyCommand,
  boxKey: string | null,
): ReceiptSeen | null {
  const envelope = Envelope.safeParse(parseJson(Buffer.from(payload).toString('utf8')));
  if (!envelope.success || envelope.data.type !== 'ak.v1.receipt') return null;
  const body = ReceiptBody.safeParse(envelope.data.data);
  if (!body.success) return null;
  const { signed, signature } = body.data;
  const receipt = Receipt.safeParse(parseJson(signed));
  if (!receipt.success) return null;
  const { office, key: forKey, sequence } = receipt.data;
  if (office !== order.target || forKey !== key || sequence !== order.sequence) return null;
  if (boxKey === null) return { receipt: receipt.data, signature: 'unverified' };
  return { receipt: receipt.data, signature: isSignedBy(boxKey, signed, signature) ? 'right' : 'wrong' };
}
