import type { CommandKey } from '../contract/broker-config.ts';
import {
  type Command,
  type CommandRefusal,
  type CommandType,
  longestLife,
  movesDoor,
  type SignedCommand,
} from '../contract/feed/commands.ts';
import type { EpochMs } from '../contract/units.ts';

/** How far the sender's clock may be ahead of this box's. */
const AHEAD_MS = 5_000;

export type CommandFacts = {
  readonly rights: CommandKey['rights'];
  readonly now: EpochMs;
  /** Whether the box's clock was set from the network. */
  readonly clockIsRight: boolean;
};

/**
 * Why a command that is well signed, meant for this box and new is not to be carried out; null when it may be. Whoever
 * holds a message back may bring it at any time: its life is short, and by a clock that nobody vouches for no door moves.
 */
export function refusalOf(
  { issuedAt, expiresAt }: Pick<SignedCommand, 'issuedAt' | 'expiresAt'>,
  command: Command | null,
  { rights, now, clockIsRight }: CommandFacts,
): CommandRefusal | null {
  if (command === null) return 'command-malformed';
  if (!rights.includes(command.type)) return 'not-allowed';
  const [issued, expires] = [Date.parse(issuedAt), Date.parse(expiresAt)];
  if (!(expires - issued <= longestLife(command.type))) return 'lives-too-long';
  if (movesDoor(command) && !clockIsRight) return 'clock-unsynchronised';
  if (issued > now + AHEAD_MS) return 'not-yet-valid';
  return expires > now ? null : 'expired';
}

/** By what the highest sequence of a key is kept. */
export function sequenceName(key: CommandKey['id']): string {
  return `command ${key}`;
}

/** By what the highest version of a kind of list is kept; null for what has none of its own. */
export function versionName(type: CommandType): string | null {
  return type === 'block-credentials' || type === 'unblock-credentials' ? 'version of blocked credentials' : null;
}
