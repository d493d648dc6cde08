import { generateKeyPairSync, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { CommandMessage, CommandType, type Receipt, SignedCommand } from '../../device/contract/feed/commands.ts';
import { runCentral } from '../../provisioning/central/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { AnOffice, BoxKey } from './an-office.ts';

const ALL_RIGHTS = CommandType.options.flatMap((right) => ['--right', right]);

/** The command as it is called, with what it said. */
export async function central(...args: readonly string[]) {
  const [said, noted]: string[][] = [[], []];
  const exit = await runCentral(args, tempFolder(), {
    say: (line) => void said?.push(line),
    note: (line) => void noted?.push(line),
  });
  return { exit, said: said?.join('\n') ?? '', noted: noted?.join('\n') ?? '' };
}

/** A duty desk with a key of its own. `key`: how `sign` and `send` are told of it. */
export async function aDesk() {
  const folder = tempFolder();
  const file = (name: string) => join(folder, name);
  const made = await central('keygen', '--out', file('key.pem'), '--id', 'duty-desk', ...ALL_RIGHTS, '--json');
  expect(made.exit).toBe(0);
  const publicKey = String(JSON.parse(made.said).publicKey);
  const key = ['--key', file('key.pem'), '--id', 'duty-desk', '--target', 'allmanna/kontor-1'];
  return { file, publicKey, key };
}

export type Heard = { readonly text: string; readonly expiry: number | undefined; readonly order: SignedCommand };

/**
 * A box that takes commands: it does what is well signed by the desk, once, and answers as it is told to. `answer` may
 * change the receipt, or keep silent with null.
 */
export class ABox {
  readonly heard: Heard[] = [];
  readonly key = new BoxKey();
  readonly keyFile: string;
  readonly office: AnOffice;
  readonly #done = new Set<number>();
  #receipts = 0;

  private constructor(office: AnOffice) {
    this.office = office;
    this.keyFile = join(tempFolder(), 'box.key');
    writeFileSync(this.keyFile, `${this.key.publicKey}\n`);
  }

  static async at(
    url: string,
    deskKey: string,
    answer: (receipt: Receipt, box: ABox) => object | null = (receipt, { key }) => key.sign(JSON.stringify(receipt)),
  ): Promise<ABox> {
    const box = new ABox(await AnOffice.at(url));
    const topic = `ak/v1/${box.office.name}/cmd`;
    box.office.client.on('message', (to, payload, { properties, retain }) => {
      if (to !== topic || retain) return;
      const text = payload.toString('utf8');
      const receipt = box.#perform(text, deskKey, properties?.messageExpiryInterval);
      const body = receipt === null ? null : answer(receipt, box);
      if (body !== null) void box.tell(body);
    });
    await box.office.client.subscribeAsync(topic, { qos: 1 });
    return box;
  }

  async tell(body: object): Promise<void> {
    this.#receipts += 1;
    await this.office.say('receipt', body, { seq: this.#receipts });
  }

  #perform(text: string, deskKey: string, expiry: number | undefined): Receipt | null {
    const { signed, signature, key } = CommandMessage.parse(JSON.parse(text)).data;
    const x = Buffer.from(deskKey, 'base64').toString('base64url');
    const by = { format: 'jwk' as const, key: { kty: 'OKP', crv: 'Ed25519', x } };
    if (!verify(null, Buffer.from(signed), by, Buffer.from(signature, 'base64'))) return null;
    const order = SignedCommand.parse(JSON.parse(signed));
    this.heard.push({ text, expiry, order });
    if (this.#done.has(order.sequence)) return null;
    this.#done.add(order.sequence);
    const { target: office, sequence, command } = order;
    const at = new Date().toISOString();
    return { format: 'ak-receipt/1', office, key, sequence, command: command.type, outcome: 'done', at };
  }
}

/** A key in PEM of another kind than commands are signed with. */
export function rsaPem(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString();
}
