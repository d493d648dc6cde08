import type { CardBits } from './card-bits.ts';
import type { CommandKind } from './commands.ts';
import type { FrameFault } from './frame-parser.ts';
import type { Identity } from './identity.ts';
import type { ReplyFault } from './replies.ts';
import type { SecureFault } from './secure-channel.ts';

/**
 * Why a reader cannot be used. `reader-silent`: no good answer for 8 s. `reader-key-wrong`: it has another key than we.
 * `secure-channel-refused`: it will not shake hands. `secure-channel-wanted`: it will not talk in clear, and we have no
 * key for it. `session-lost`: for 8 s it has forgotten each session as soon as it was made.
 */
export type ReaderFault =
  | 'reader-silent'
  | 'reader-key-wrong'
  | 'secure-channel-refused'
  | 'secure-channel-wanted'
  | 'session-lost'
  | 'line-absent'
  | 'line-refused'
  | 'line-lost'
  | RefusedCode;

/** Why something that came in was not taken. */
export type RefusedCode = FrameFault | SecureFault['code'] | ReplyFault['code'] | 'block-unexpected';

export type ReaderStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'online'; readonly secured: boolean }
  | { readonly state: 'faulted'; readonly code: ReaderFault };

/** What a reader on the bus tells. `card`, `card-text` and `keys` are in clear and stay within this folder (I4). */
export type OsdpEvent =
  /** May be told again unchanged. */
  | { readonly kind: 'status'; readonly status: ReaderStatus }
  | { readonly kind: 'identified'; readonly identity: Identity }
  /** Once for each time that the reader sends a card: a message that is played again is none. */
  | { readonly kind: 'card'; readonly card: CardBits }
  | { readonly kind: 'card-text'; readonly text: string }
  | { readonly kind: 'keys'; readonly keys: string }
  /** Told when it changes, and at the start when it is on. */
  | { readonly kind: 'tampered' | 'power-failed'; readonly on: boolean }
  | { readonly kind: 'inputs'; readonly active: readonly boolean[] }
  /** Bytes came that are no good answer; those who follow these see noise, another key, or somebody on the line. */
  | { readonly kind: 'refused'; readonly code: RefusedCode }
  /** The reader will not do it; codes of SIA OSDP 2.2 §7.3. */
  | { readonly kind: 'command-refused'; readonly command: CommandKind; readonly nak: number }
  /** It has no such output, or will not switch it; `output` counts from 0. */
  | { readonly kind: 'output-refused'; readonly output: number; readonly nak: number }
  /** From now on it is found there. */
  | { readonly kind: 'communication-set'; readonly address: number; readonly baudRate: number }
  /** It shook hands with the key that was made for it. */
  | { readonly kind: 'key-set' }
  /** The time for it is over, or it is done; `key-set` came before when it was. */
  | { readonly kind: 'install-ended' };

export type TellEvent = (event: OsdpEvent) => void;
