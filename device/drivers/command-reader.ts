import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { CommandKey } from '../contract/broker-config.ts';
import { Command, CommandMessage, LONGEST_COMMAND, SignedCommand } from '../contract/feed/commands.ts';
import { err, ok } from '../contract/result.ts';
import type { CommandReader } from '../ports/command-reader.ts';

/** What precedes the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410 §10.1). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const Heading = SignedCommand.omit({ command: true }).loose();

/** Knows these keys. Throws when one of them is no key: the config is wrong. */
export function createCommandReader(keys: readonly CommandKey[]): CommandReader {
  const known = new Map(keys.map((key) => [key.id, { key, publicKey: publicKeyOf(key) }]));
  return (payload) => {
    if (payload.length > LONGEST_COMMAND) return err({ code: 'command-too-long' });
    const message = CommandMessage.safeParse(parsed(utf8(payload)));
    if (!message.success) return err({ code: 'command-malformed' });
    const { signed, signature, key: id } = message.data.data;
    const signer = known.get(id);
    if (signer === undefined) return err({ code: 'key-unknown', key: id });
    if (!verify(null, Buffer.from(signed), signer.publicKey, Buffer.from(signature, 'base64')))
      return err({ code: 'signature-wrong', key: id });
    const heading = Heading.safeParse(parsed(signed));
    if (!heading.success) return err({ code: 'command-malformed', key: id });
    const { format, target, sequence, issuedAt, expiresAt, command, ...more } = heading.data;
    const read = Object.keys(more).length === 0 ? Command.safeParse(command) : null;
    return ok({
      by: signer.key,
      heading: { format, target, sequence, issuedAt, expiresAt },
      command: read?.data ?? null,
    });
  };
}

function publicKeyOf({ publicKey }: CommandKey): KeyObject {
  const key = Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'base64')]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** Null when it is none. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Null when it is no JSON. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
