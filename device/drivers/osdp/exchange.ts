import { assertNever } from '../../contract/result.ts';
import { type Command, encodeCommand } from './commands.ts';
import type { RefusedCode } from './events.ts';
import { encodeFrame, type ReplyFrame, SCS } from './frame.ts';
import { parseReply, REPLY_CODE, type Reply, type ReplyFault } from './replies.ts';
import type { SecureChannel } from './secure-channel.ts';

/** How a request is sent: in clear, as a step of the handshake with this key selector, or in the secure channel. */
type Mode =
  | { readonly kind: 'clear' }
  | { readonly kind: 'handshake'; readonly selector: number }
  | { readonly kind: 'secured'; readonly channel: SecureChannel };

/**
 * What a message from the reader is to the request that is open. `reply` ends the request. `refused`: it is no answer,
 * one may still come. `again`: the reader did not understand; `busy`: not yet; the same bytes are to be sent again.
 * `lost`: the reader knows nothing of our session.
 */
export type Verdict =
  | { readonly kind: 'reply'; readonly reply: Reply | Unusable }
  | { readonly kind: 'ignored' | 'again' | 'busy' | 'lost' }
  | { readonly kind: 'refused'; readonly code: RefusedCode };

/** An answer to our request that nothing can be made of. */
export type Unusable = { readonly kind: 'unusable'; readonly code: ReplyFault['code'] | 'block-unexpected' };

const IGNORED: Verdict = { kind: 'ignored' };

/** SIA OSDP 2.2 §7.3: bad check; then sequence, security block, and security conditions: the session is gone. */
const NAK_CHECK = 0x01;
const NAK_SESSION = [0x04, 0x05, 0x06];

const handshakeReplies: Readonly<Record<number, number>> = { 118: SCS.clientCryptogram, 120: SCS.initialMac };

/**
 * Requests to one reader and their answers, one at a time, with the sequence number and the secure channel (SIA OSDP
 * 2.2 §5.9, Annex D). A request without its answer is sent again byte for byte: the same number asks the reader for its
 * answer again and not to do the thing twice.
 */
export class Exchange {
  readonly #address: number;
  #mode: Mode = { kind: 'clear' };
  #sequence = 0;
  #sent: Uint8Array | null = null;

  constructor(address: number) {
    this.#address = address;
  }

  /** All is forgotten; the next request, in clear, tells the reader to forget too. */
  restart(): void {
    this.#mode = { kind: 'clear' };
    this.#sequence = 0;
    this.#sent = null;
  }

  shakeHands(selector: number): void {
    this.#mode = { kind: 'handshake', selector };
  }

  secure(channel: SecureChannel): void {
    this.#mode = { kind: 'secured', channel };
  }

  get secured(): boolean {
    return this.#mode.kind === 'secured';
  }

  /** The request that is open, as it went out; null when there is none. */
  get open(): Uint8Array | null {
    return this.#sent;
  }

  ask(command: Command): Uint8Array {
    const bytes = this.#encode(command);
    this.#sent = bytes;
    return bytes;
  }

  judge(frame: ReplyFrame): Verdict {
    if (this.#sent === null || frame.address !== this.#address) return IGNORED;
    if (frame.security === null && frame.code === REPLY_CODE.busy) return { kind: 'busy' };
    const isNak = frame.security === null && frame.code === REPLY_CODE.nak;
    if (frame.sequence !== this.#sequence && !(isNak && frame.sequence === 0)) return IGNORED;
    if (isNak) return this.#judgeNak(frame);
    switch (this.#mode.kind) {
      case 'clear':
        return frame.security === null ? this.#end(frame) : { kind: 'refused', code: 'block-unexpected' };
      case 'handshake':
        return this.#judgeHandshake(frame, this.#mode.selector);
      case 'secured':
        return this.#judgeSecured(frame, this.#mode.channel);
      default:
        return assertNever(this.#mode);
    }
  }

  /** A NAK in clear: a reader that lost its session has no other way to say so; it is believed that, and nothing else. */
  #judgeNak(frame: ReplyFrame): Verdict {
    const nak = frame.data[0] ?? 0;
    if (nak === NAK_CHECK) return { kind: 'again' };
    const isFirst = this.#sequence === 0;
    if (this.#mode.kind === 'handshake' || isFirst) return this.#end(frame);
    if (NAK_SESSION.includes(nak)) return { kind: 'lost' };
    return this.#mode.kind === 'clear' ? this.#end(frame) : { kind: 'refused', code: 'reply-in-clear' };
  }

  #judgeHandshake(frame: ReplyFrame, selector: number): Verdict {
    if (frame.security === null) return { kind: 'refused', code: 'reply-in-clear' };
    if (frame.security.type !== handshakeReplies[frame.code]) return { kind: 'refused', code: 'block-unexpected' };
    const isOtherKey = frame.security.type === SCS.clientCryptogram && frame.security.data[0] !== selector;
    return isOtherKey ? this.#finish({ kind: 'unusable', code: 'block-unexpected' }) : this.#end(frame);
  }

  #judgeSecured(frame: ReplyFrame, channel: SecureChannel): Verdict {
    const opened = channel.open(frame);
    return opened.ok ? this.#end(opened.value) : { kind: 'refused', code: opened.error.code };
  }

  #end({ code, data }: Pick<ReplyFrame, 'code' | 'data'>): Verdict {
    const reply = parseReply(code, data);
    return this.#finish(reply.ok ? reply.value : { kind: 'unusable', code: reply.error.code });
  }

  #finish(reply: Reply | Unusable): Verdict {
    this.#sent = null;
    this.#sequence = (this.#sequence % 3) + 1;
    return { kind: 'reply', reply };
  }

  #encode(command: Command): Uint8Array {
    const encoded = encodeCommand(command);
    const mode = this.#mode;
    if (mode.kind === 'secured') return mode.channel.seal(this.#address, this.#sequence, encoded);
    const type = command.kind === 'challenge' ? SCS.challenge : SCS.serverCryptogram;
    const security = mode.kind === 'handshake' ? { type, data: [mode.selector] } : null;
    return encodeFrame({ address: this.#address, sequence: this.#sequence, security, ...encoded });
  }
}
