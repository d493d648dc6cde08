import { timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '../../contract/result.ts';
import { blockCipher, decryptChain, encryptChain } from './aes.ts';
import type { EncodedCommand } from './commands.ts';
import { beginFrame, endFrame, MAC_BYTES, type ReplyFrame, SCS } from './frame.ts';
import type { SessionKeys } from './session-keys.ts';

const BLOCK = 16;
const END_OF_DATA = 0x80;

/** `reply-in-clear`: it has no MAC. `mac-wrong`: not from this reader, not now, or not to this command. */
export type SecureFault = { readonly code: 'reply-in-clear' | 'mac-wrong' | 'padding-wrong' };

/**
 * A secure session (SIA OSDP 2.2 Annex D.5): each command's MAC goes on from the last reply's and each reply's from the
 * command it answers, so that a reply is good once and for one command. `open` leaves all as it was when it refuses.
 */
export class SecureChannel {
  readonly #enc: Uint8Array;
  readonly #mac: (start: Uint8Array, bytes: Uint8Array) => Uint8Array;
  #commandMac: Uint8Array = new Uint8Array(BLOCK);
  #replyMac: Uint8Array;

  /** `start`: what the chain goes on from, 16 bytes. */
  constructor(keys: SessionKeys, start: Uint8Array) {
    this.#enc = keys.enc;
    this.#mac = macOf(keys);
    this.#replyMac = start;
  }

  /** The command as it goes over the line, CRC and all. To send it again, send these bytes: the chain has moved on. */
  seal(address: number, sequence: number, { code, data }: EncodedCommand): Uint8Array {
    const empty = data.length === 0;
    const sent = empty ? data : encryptChain(this.#enc, invert(this.#replyMac), pad(data));
    const security = { type: empty ? SCS.command : SCS.commandEncrypted, data: [] };
    const begun = beginFrame({ address, sequence, security, code, data: sent });
    this.#commandMac = this.#mac(this.#replyMac, begun);
    return endFrame(Uint8Array.from([...begun, ...this.#commandMac.subarray(0, MAC_BYTES)]));
  }

  /** Code and data of the reply to the last command that was sealed, in clear. */
  open({ security, mac, covered, code, data }: ReplyFrame): Result<EncodedCommand, SecureFault> {
    if (mac === null || (security?.type !== SCS.reply && security?.type !== SCS.replyEncrypted))
      return err({ code: 'reply-in-clear' });
    const expected = this.#mac(this.#commandMac, covered);
    if (!timingSafeEqual(expected.subarray(0, MAC_BYTES), mac)) return err({ code: 'mac-wrong' });
    const encrypted = security.type === SCS.replyEncrypted;
    const clear = encrypted ? decrypt(this.#enc, invert(this.#commandMac), data) : data;
    if (clear === null) return err({ code: 'padding-wrong' });
    this.#replyMac = expected;
    return ok({ code, data: clear });
  }
}

/** All blocks but the last with S-MAC1, the last with S-MAC2 (Annex D.5); padded only where a block is not full. */
function macOf({ mac1, mac2 }: SessionKeys): (start: Uint8Array, bytes: Uint8Array) => Uint8Array {
  const [inner, last] = [blockCipher(mac1), blockCipher(mac2)];
  return (start, bytes) => {
    const padded = bytes.length % BLOCK === 0 ? bytes : pad(bytes);
    let chain = start;
    for (let at = 0; at < padded.length; at += BLOCK) {
      const mixed = chain.map((byte, index) => byte ^ (padded[at + index] ?? 0));
      chain = at + BLOCK === padded.length ? last(mixed) : inner(mixed);
    }
    return chain;
  };
}

/** Always at least the end mark (Annex D.4.5). */
function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / BLOCK) + 1) * BLOCK);
  padded.set(bytes);
  padded[bytes.length] = END_OF_DATA;
  return padded;
}

/** Null when what comes out does not end as data do. */
function decrypt(key: Uint8Array, start: Uint8Array, data: Uint8Array): Uint8Array | null {
  if (data.length === 0 || data.length % BLOCK !== 0) return null;
  const clear = decryptChain(key, start, data);
  const end = clear.findLastIndex((byte) => byte !== 0);
  return clear[end] === END_OF_DATA ? clear.subarray(0, end) : null;
}

function invert(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ~byte);
}
