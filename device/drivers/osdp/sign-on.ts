import { assertNever } from '../../contract/result.ts';
import type { Command } from './commands.ts';
import type { ReaderFault, TellEvent } from './events.ts';
import type { Exchange, Unusable } from './exchange.ts';
import { Handshake } from './handshake.ts';
import type { RandomBytes, ReaderKeys } from './reader-keys.ts';
import type { Reply } from './replies.ts';

/** `anew`: begin with a new sign-on; `signed-on`: the exchange is set to talk to the reader, as safely as it can. */
export type SignOnStep =
  | { readonly kind: 'going-on' | 'signed-on' | 'anew' }
  | { readonly kind: 'faulted'; readonly code: ReaderFault };

export type SignOnParts = {
  readonly keys: ReaderKeys;
  readonly random: RandomBytes;
  readonly tell: TellEvent;
};

type State =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'challenging' | 'proving'; readonly handshake: Handshake }
  | { readonly kind: 'keying'; readonly key: Uint8Array };

const GOING_ON: SignOnStep = { kind: 'going-on' };

/**
 * One try to get a session: somebody is there, and when there is a key they prove that they have it. Of what a reader
 * with a key says until then nothing is used. A reader gets a new key here while its install mode is open.
 */
export class SignOn {
  readonly #parts: SignOnParts;
  readonly #exchange: Exchange;
  #state: State = { kind: 'connecting' };

  /** `exchange` begins anew. */
  constructor(parts: SignOnParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
    exchange.restart();
  }

  get isConnecting(): boolean {
    return this.#state.kind === 'connecting';
  }

  command(): Command {
    switch (this.#state.kind) {
      case 'connecting':
        return { kind: 'poll' };
      case 'challenging':
        return this.#state.handshake.challenge();
      case 'proving':
        return this.#state.handshake.proof();
      case 'keying':
        return { kind: 'set-key', key: this.#state.key };
      default:
        return assertNever(this.#state);
    }
  }

  answered(reply: Reply | Unusable): SignOnStep {
    switch (this.#state.kind) {
      case 'connecting':
        return this.#connected(reply);
      case 'challenging':
        return this.#challenged(reply, this.#state.handshake);
      case 'proving':
        return this.#proved(reply, this.#state.handshake);
      case 'keying':
        return this.#keyed(reply);
      default:
        return assertNever(this.#state);
    }
  }

  /** Somebody is there. With a key nothing more is taken from this: anybody could have said it. */
  #connected(reply: Reply | Unusable): SignOnStep {
    const key = this.#parts.keys.candidate();
    if (key === null)
      return reply.kind === 'nak' ? { kind: 'faulted', code: 'secure-channel-wanted' } : { kind: 'signed-on' };
    if (reply.kind !== 'ack' && reply.kind !== 'local-status' && reply.kind !== 'nak')
      this.#parts.tell({ kind: 'refused', code: 'reply-in-clear' });
    const handshake = new Handshake(key, this.#parts.random(8));
    this.#exchange.shakeHands(handshake.selector);
    this.#state = { kind: 'challenging', handshake };
    return GOING_ON;
  }

  #challenged(reply: Reply | Unusable, handshake: Handshake): SignOnStep {
    if (reply.kind !== 'client-cryptogram' || !handshake.prove(reply)) return this.#failed(reply);
    this.#state = { kind: 'proving', handshake };
    return GOING_ON;
  }

  #proved(reply: Reply | Unusable, handshake: Handshake): SignOnStep {
    const channel = reply.kind === 'initial-mac' ? handshake.complete(reply.mac) : null;
    if (channel === null) return this.#failed(reply);
    this.#exchange.secure(channel);
    const outcome = this.#parts.keys.proved(handshake.baseKey);
    if (outcome === 'set') return this.#setKey(handshake.baseKey);
    if (outcome === 'taken') {
      this.#parts.tell({ kind: 'key-set' });
      this.#parts.tell({ kind: 'install-ended' });
    }
    return { kind: 'signed-on' };
  }

  #failed(reply: Reply | Unusable): SignOnStep {
    this.#parts.keys.failed();
    return { kind: 'faulted', code: reply.kind === 'nak' ? 'secure-channel-refused' : 'reader-key-wrong' };
  }

  #setKey(proved: Uint8Array): SignOnStep {
    const key = this.#parts.keys.newKey(proved);
    if (key === null) return this.#endInstall();
    this.#state = { kind: 'keying', key };
    return GOING_ON;
  }

  /** Whether it took the key shows in the handshake that comes next. */
  #keyed(reply: Reply | Unusable): SignOnStep {
    if (reply.kind !== 'nak') return { kind: 'anew' };
    this.#parts.tell({ kind: 'command-refused', command: 'set-key', nak: reply.code });
    return this.#endInstall();
  }

  #endInstall(): SignOnStep {
    this.#parts.keys.closeInstall();
    this.#parts.tell({ kind: 'install-ended' });
    return { kind: 'anew' };
  }
}
