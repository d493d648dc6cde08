import { err, ok, type Result } from '../../contract/result.ts';
import { type CardBits, readRaw } from './card-bits.ts';
import { type Capability, type Identity, readCapabilities, readIdentity } from './identity.ts';

/** What a reader answers (SIA OSDP 2.2 §7). */
export type Reply =
  /** `outputs`: done, with how all outputs are now. */
  | { readonly kind: 'ack' | 'busy' | 'outputs' }
  /** What was asked is not done; codes in §7.3. */
  | { readonly kind: 'nak'; readonly code: number }
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'capabilities'; readonly capabilities: readonly Capability[] }
  | { readonly kind: 'local-status'; readonly tampered: boolean; readonly powerFailed: boolean }
  | { readonly kind: 'inputs'; readonly active: readonly boolean[] }
  | { readonly kind: 'card'; readonly card: CardBits }
  /** A card as the characters that the reader made of it. */
  | { readonly kind: 'card-text'; readonly text: string }
  /** Digits, `*` and `#`, in the order they were pressed. */
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'communication'; readonly address: number; readonly baudRate: number }
  | { readonly kind: 'client-cryptogram'; readonly random: Uint8Array; readonly cryptogram: Uint8Array }
  | { readonly kind: 'initial-mac'; readonly mac: Uint8Array };

export type ReplyFault = { readonly code: 'reply-unknown' | 'reply-malformed' };

/** Answers null when the data do not fit. */
type ReplyReader = (data: Uint8Array) => Reply | null;

/** SIA OSDP 2.2 Annex A. */
export const REPLY_CODE = { nak: 0x41, busy: 0x79 } as const;

const READERS: Readonly<Record<number, ReplyReader>> = {
  64: () => ({ kind: 'ack' }),
  65: ([code]) => (code === undefined ? null : { kind: 'nak', code }),
  69: (data) => wrap(readIdentity(data), (identity) => ({ kind: 'identity', identity })),
  70: (data) => wrap(readCapabilities(data), (capabilities) => ({ kind: 'capabilities', capabilities })),
  72: readLocalStatus,
  73: (data) => ({ kind: 'inputs', active: [...data].map((state) => state !== 0) }),
  74: () => ({ kind: 'outputs' }),
  80: (data) => wrap(readRaw(data), (card) => ({ kind: 'card', card })),
  81: readFormatted,
  83: readKeys,
  84: readCommunication,
  118: (data) =>
    data.length === 32
      ? { kind: 'client-cryptogram', random: data.slice(8, 16), cryptogram: data.slice(16, 32) }
      : null,
  120: (data) => (data.length === 16 ? { kind: 'initial-mac', mac: data.slice() } : null),
  121: () => ({ kind: 'busy' }),
};

/** The reply of this code; `reply-unknown` is one that nothing here asks for. */
export function parseReply(code: number, data: Uint8Array): Result<Reply, ReplyFault> {
  const read = READERS[code];
  if (read === undefined) return err({ code: 'reply-unknown' });
  const reply = read(data);
  return reply === null ? err({ code: 'reply-malformed' }) : ok(reply);
}

function wrap<T>(value: T | null, into: (value: T) => Reply): Reply | null {
  return value === null ? null : into(value);
}

function readLocalStatus([tamper, power]: Uint8Array): Reply | null {
  if (tamper === undefined || power === undefined) return null;
  return { kind: 'local-status', tampered: tamper !== 0, powerFailed: power !== 0 };
}

/** Reader, direction of reading (1: backward), count, characters (§7.11). */
function readFormatted([, direction, count, ...characters]: Uint8Array): Reply | null {
  if (count === undefined || count !== characters.length) return null;
  const inOrder = direction === 1 ? characters.reverse() : characters;
  return { kind: 'card-text', text: String.fromCharCode(...inOrder) };
}

/** Reader, count, keys: digits in ASCII, 7F for `*`, 0D for `#` (§7.12). */
function readKeys([, count, ...codes]: Uint8Array): Reply | null {
  if (count === undefined || count !== codes.length) return null;
  const keys = codes.map((code) => (code === 0x7f ? '*' : code === 0x0d ? '#' : String.fromCharCode(code)));
  return keys.every((key) => /^[0-9*#A-D]$/.test(key)) ? { kind: 'keys', keys: keys.join('') } : null;
}

function readCommunication(data: Uint8Array): Reply | null {
  const [address] = data;
  if (address === undefined || data.length !== 5) return null;
  return { kind: 'communication', address, baudRate: Buffer.from(data).readUInt32LE(1) };
}
