import { createPublicKey, verify } from 'node:crypto';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished } from 'vitest';
import { type Command, CommandType, Receipt } from '../../device/contract/feed/commands.ts';
import { ReceiptBody } from '../../device/contract/feed/history.ts';
import { commandFrom, type Issued, type Signer, signerOf } from './central.ts';
import { type Fed, withFeed } from './feed.ts';
import type { BoxOptions } from './with-box.ts';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export type Commanded = Fed & {
  readonly signer: Signer;
  /** Publishes bytes on the command topic; resolves when the broker has them. */
  publish(bytes: Uint8Array, retain?: boolean): Promise<void>;
  /** Signs and publishes it, by the box’s own clock; the sequence counts up by itself. */
  send(command: Command | object, issued?: Partial<Issued>): Promise<number>;
  /** What the box answered to the command with this sequence, its signature checked. */
  receipt(sequence: number): Promise<Receipt>;
  receipts(): Receipt[];
};

/** A box whose clock is right, with one key of central staff that may do all (or what it says), and a real broker. */
export async function withCommands(
  options: BoxOptions & { readonly rights?: readonly CommandType[]; readonly signer?: Signer } = {},
): Promise<Commanded> {
  const signer = options.signer ?? signerOf('duty-desk', options.rights ?? CommandType.options);
  const config = { ...options.config, commandKeys: [signer.entry] };
  const fed = await withFeed({ synchronised: () => true, ...options, config });
  const client = await connectAsync(fed.broker.url, { protocolVersion: 5 });
  onTestFinished(() => client.endAsync(true));
  let sequence = 0;
  const receipts = () =>
    fed.heard('receipt').map(({ data }) => {
      const { signed, signature, key } = ReceiptBody.parse(data);
      const der = Buffer.concat([SPKI_PREFIX, Buffer.from(key, 'base64')]);
      const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
      expect(verify(null, Buffer.from(signed), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
      return Receipt.parse(JSON.parse(signed));
    });
  const publish = async (bytes: Uint8Array, retain = false) => {
    await client.publishAsync('ak/v1/testerna/kontoret/cmd', Buffer.from(bytes), { qos: 1, retain });
  };
  return {
    ...fed,
    ...{ signer, publish, receipts },
    async send(command, issued = {}) {
      sequence = issued.sequence ?? sequence + 1;
      await publish(commandFrom(signer, command, { nowMs: fed.box.clock.wallMs(), ...issued, sequence }));
      return sequence;
    },
    async receipt(wanted) {
      await expect.poll(() => receipts().map((each) => each.sequence)).toContain(wanted);
      return receipts().find((each) => each.sequence === wanted) as Receipt;
    },
  };
}
