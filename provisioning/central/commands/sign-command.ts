import type { KeyObject } from 'node:crypto';
import {
  type Command,
  type CommandBody,
  type CommandKeyId,
  CommandMessage,
  LONGEST_COMMAND,
  longestLife,
  SignedCommand,
} from '../../../device/contract/feed/commands.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { parseJson } from '../../files/text-file.ts';
import { signatureOf } from './signing-key.ts';

export type SigningOrder = {
  readonly key: KeyObject;
  readonly id: CommandKeyId;
  /** `operator/office`. */
  readonly target: string;
  readonly command: Command;
  /** How long it may be carried out, in ms; no longer than its kind may live. */
  readonly validForMs: number;
};

/**
 * The text of a signed command, as it goes over the wire. Its sequence is the time: nothing has to be remembered for it
 * to count up, and the box refuses one that does not.
 */
export function signCommand({ key, id, target, command, validForMs }: SigningOrder, nowMs: number): string {
  const lifeMs = Math.min(validForMs, longestLife(command.type));
  const order = {
    format: 'ak-command/1',
    target,
    sequence: nowMs,
    issuedAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + lifeMs).toISOString(),
    command,
  } satisfies SignedCommand;
  // Made once: what is signed is this very text, and nobody writes it anew.
  const signed = JSON.stringify(order);
  const data: CommandBody = { signed, signature: signatureOf(signed, key), key: id };
  const envelope = { specversion: '1.0', id: `${id}/${nowMs}`, source: `/central/${id}`, type: 'ak.v1.cmd' };
  return JSON.stringify({ ...envelope, time: order.issuedAt, data });
}

/** A command that is ready to be sent. `text`: what was signed and how, byte for byte. */
export type ReadyCommand = { readonly text: string; readonly key: CommandKeyId; readonly order: SignedCommand };

/** From what `signCommand` has written; whether it is well signed is for the box to say. */
export function readyCommand(text: string): Result<ReadyCommand, { readonly code: 'command-malformed' | 'too-long' }> {
  if (Buffer.byteLength(text) > LONGEST_COMMAND) return err({ code: 'too-long' });
  const message = CommandMessage.safeParse(parseJson(text));
  if (!message.success) return err({ code: 'command-malformed' });
  const { signed, key } = message.data.data;
  const order = SignedCommand.safeParse(parseJson(signed));
  return order.success ? ok({ text, key, order: order.data }) : err({ code: 'command-malformed' });
}
