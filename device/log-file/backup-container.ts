import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { err, ok, type Result } from '../contract/result.ts';

/**
 * What a backup holds, in this order: the database, the key of the card hashes without which it means nothing, and the
 * box's own key. Never the day's key, nor a token.
 */
export const PARTS = ['kiosk.sqlite', 'credential.key', 'box.key'] as const;
export type PartName = (typeof PARTS)[number];

const Header = z.strictObject({
  format: z.literal('ak-backup/1'),
  madeAtMs: z.number(),
  office: z.string(),
  schemaVersion: z.int(),
  parts: z
    .array(z.strictObject({ name: z.enum(PARTS), bytes: z.int().min(0), sha256: z.string() }))
    .refine((parts) => parts.map(({ name }) => name).join() === PARTS.join()),
});
/** The first line of a backup, as JSON; the parts follow it, one after the other. */
export type Header = z.infer<typeof Header>;

/** A header is short; a file without a line end in its first bytes is no backup. */
const LONGEST_HEADER = 4_096;

export type ContainerFault = { readonly code: 'backup-foreign' | 'backup-broken'; readonly message: string };

const foreign = err<ContainerFault>({ code: 'backup-foreign', message: 'This is no backup of such a box' });
const broken = (message: string) => err<ContainerFault>({ code: 'backup-broken', message });

export async function partOf(name: PartName, file: string): Promise<Header['parts'][number]> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(file)) digest.update(chunk);
  return { name, bytes: statSync(file).size, sha256: digest.digest('hex') };
}

export async function* containerOf(header: Header, fileOf: (name: PartName) => string): AsyncIterable<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(header)}\n`);
  for (const { name } of header.parts) yield* createReadStream(fileOf(name));
}

/**
 * Takes a container apart into files (0600) and checks each part's size and digest. What it wrote is the caller's to
 * remove. Rejects as reading and writing do, and with what the source throws.
 */
export async function unpack(
  source: AsyncIterable<Uint8Array>,
  fileOf: (name: PartName) => string,
): Promise<Result<Header, ContainerFault>> {
  const bytes = new Bytes(source);
  const line = await bytes.line();
  const header = line === null ? null : Header.safeParse(parsed(line)).data;
  if (!header) return foreign;
  for (const { name, bytes: size, sha256 } of header.parts) {
    const part = new Part(bytes, size);
    await pipeline(part.chunks(), createWriteStream(fileOf(name), { mode: 0o600, flush: true }));
    if (part.left > 0) return broken(`${name} ends too early`);
    if (part.sha256() !== sha256) return broken(`${name} is not what was backed up`);
  }
  return (await bytes.upTo(1)) === null ? ok(header) : broken('It goes on after its end');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
}

/** So many bytes of a stream, digested as they go by. */
class Part {
  left: number;
  readonly #bytes: Bytes;
  readonly #digest = createHash('sha256');

  constructor(bytes: Bytes, size: number) {
    this.#bytes = bytes;
    this.left = size;
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    while (this.left > 0) {
      const chunk = await this.#bytes.upTo(this.left);
      if (chunk === null) return;
      this.#digest.update(chunk);
      this.left -= chunk.length;
      yield chunk;
    }
  }

  /** As hex; once, after the last chunk. */
  sha256(): string {
    return this.#digest.digest('hex');
  }
}

/** A stream of chunks, read by so many bytes. */
class Bytes {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Null when none comes. */
  async line(): Promise<string | null> {
    while (!this.#rest.includes(10)) {
      if (this.#rest.length > LONGEST_HEADER || !(await this.#more())) return null;
    }
    const end = this.#rest.indexOf(10);
    const line = Buffer.from(this.#rest.subarray(0, end)).toString();
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  /** At least one byte and at most so many; null at the end. */
  async upTo(most: number): Promise<Uint8Array | null> {
    while (this.#rest.length === 0) if (!(await this.#more())) return null;
    const chunk = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(chunk.length);
    return chunk;
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done) return false;
    this.#rest = Buffer.concat([this.#rest, next.value]);
    return true;
  }
}
