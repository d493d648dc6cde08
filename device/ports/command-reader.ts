import type { CommandKey } from '../contract/broker-config.ts';
import type { Command, SignedCommand } from '../contract/feed/commands.ts';
import type { Result } from '../contract/result.ts';

/** A command that is well signed by a key that this box knows. */
export type ReadCommand = {
  readonly by: CommandKey;
  readonly heading: Omit<SignedCommand, 'command'>;
  /** Null when this program does not know it, or it is not as it should be. */
  readonly command: Command | null;
};

/** Why nothing is answered: whoever sent it has not shown that they are anybody. `key`: whose they said that they are. */
export type UnreadCommand = {
  readonly code: 'command-too-long' | 'command-malformed' | 'key-unknown' | 'signature-wrong';
  readonly key?: string;
};

/** Reads the bytes of a command as they came from the broker. Never throws, whatever they are. */
export type CommandReader = (payload: Uint8Array) => Result<ReadCommand, UnreadCommand>;
