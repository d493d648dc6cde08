import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { CommandKey } from '../../device/contract/broker-config.ts';
import { type Command, CommandKeyId, type CommandType } from '../../device/contract/feed/commands.ts';

/** A key of central staff, and what it signs. */
export type Signer = {
  readonly id: string;
  /** As the config of a box has it. */
  readonly entry: CommandKey;
  sign(text: string): string;
};

export function signerOf(id: string, rights: readonly CommandType[]): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const der = createPublicKey(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))).export({
    type: 'spki',
    format: 'der',
  });
  const publicKey = der.subarray(-32).toString('base64');
  return {
    id,
    entry: { id: CommandKeyId.parse(id), publicKey, rights: [...rights] },
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

export type Issued = {
  readonly sequence: number;
  readonly nowMs: number;
  readonly target?: string;
  readonly issuedMs?: number;
  readonly lastsMs?: number;
  /** In place of the key’s own. */
  readonly key?: string;
};

/** The text that is signed. */
export function signedText(command: Command | object, issued: Issued): string {
  const { sequence, nowMs, target = 'testerna/kontoret', issuedMs = nowMs, lastsMs = 30_000 } = issued;
  const time = (ms: number) => new Date(ms).toISOString();
  return JSON.stringify({
    ...{ format: 'ak-command/1', target, sequence },
    ...{ issuedAt: time(issuedMs), expiresAt: time(issuedMs + lastsMs), command },
  });
}

/** A message on the command topic, as bytes. */
export function messageOf(signer: Signer, signed: string, key = signer.id): Buffer {
  const data = { signed, signature: signer.sign(signed), key };
  const heading = { specversion: '1.0', id: '1', source: '/central', type: 'ak.v1.cmd' };
  return Buffer.from(JSON.stringify({ ...heading, time: new Date(0).toISOString(), data }));
}

export function commandFrom(signer: Signer, command: Command | object, issued: Issued): Buffer {
  return messageOf(signer, signedText(command, issued), issued.key);
}
