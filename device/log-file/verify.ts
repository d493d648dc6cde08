import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT } from '../access-file/exit-codes.ts';
import type { Outcome } from '../access-file/outcome.ts';
import type { Progress } from '../access-file/progress.ts';
import { parseLogHead } from '../contract/feed/history.ts';
import type { LogReader, StoredSeal } from '../storage/read-log.ts';

type Head = { readonly seq: number; readonly hash: string };
type Seal = z.infer<typeof Seal>;
type Broken = { readonly row: number; readonly fault: string; readonly sentence: string };

const Seal = z.strictObject({ signed: z.string(), signature: z.string(), key: z.string() });

/** An Ed25519 key's bytes in its SubjectPublicKeyInfo (RFC 8410 §10.1). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const sentences: Readonly<Record<string, string>> = {
  'row-changed': 'is not as it was written, or what was before it is not',
  'row-missing': 'follows rows that are gone, and nothing tells why',
  'hole-unrecorded': 'follows rows that were purged, and the log does not say so (yet: a purge may be under way)',
  'hole-changed': 'is at rows that are said to be purged, and the log says something else of them',
  'file-broken': 'cannot be read: the file is broken there',
};

/** Follows the whole log, and holds it against every head of it that is known: signed ones, and one that is given. */
export function verifyWhole(log: LogReader, dataFolder: string, given: Head | null, progress: Progress): Outcome {
  // Before the chain: a box that runs may sign meanwhile what comes after the end that is found here.
  const lastSeal = lastSealIn(dataFolder);
  const last = log.lastSeq();
  progress.begin('Following the chain', 'measured');
  const verified = log.verify((seq) => progress.reached(seq, last));
  progress.end();
  if (!verified.whole) {
    const { fault, seq: row, rows } = verified;
    return told({ row, fault, sentence: `Row ${row} ${sentences[fault] ?? fault}` }, rows);
  }
  const head = { seq: verified.seq, hash: Buffer.from(verified.hash).toString('hex') };
  const stored = log.seals().filter(({ row }) => row <= head.seq);
  const before = logBefore(log, lastSeal, stored);
  const boxKey = publicKeyIn(dataFolder);
  const broken =
    brokenSeal(log, { stored, lastSeal, boxKey, isOfLogBefore: before !== null }, head) ??
    (given && brokenHead(log, head, given));
  if (broken !== null) return told(broken, verified.rows);
  const seals = stored.length;
  const headChecked = given && log.hashOf(given.seq) !== null;
  return {
    exit: EXIT.done,
    lines: [
      `The log is whole: ${verified.rows} rows, ${seals} signatures. Its head is ${head.seq}:${head.hash}`,
      ...(headChecked === false ? ['The row of --head was purged since: it could not be checked'] : []),
      ...(before === null ? [] : [`The last signature is of the log before (${before}): this one has none yet`]),
    ],
    told: {
      ...{ ok: true, rows: verified.rows, seals, head },
      ...(headChecked === null ? {} : { headChecked }),
      ...(before === null ? {} : { sealChecked: false }),
    },
  };
}

/**
 * The file of the log before, where the last seal is of that one and the first row of this log names it: a seal of no
 * later row, made before. Null for any other seal. Once this log has a seal of its own, the last one is of this log, too.
 */
function logBefore(log: LogReader, lastSeal: Seals['lastSeal'], own: readonly StoredSeal[]): string | null {
  const begun = log.begun();
  const sealed = lastSeal === null || lastSeal === 'unreadable' ? null : headIn(lastSeal);
  if (begun === null || sealed === null || own.length > 0 || log.hashOf(sealed.seq) === sealed.hash) return null;
  const { previousSeq, previousHead, quarantined } = begun.event;
  if (previousSeq === null || sealed.seq > previousSeq || !(sealed.at < begun.atMs)) return null;
  return sealed.seq < previousSeq || sealed.hash === previousHead ? quarantined : null;
}

function told({ row, fault, sentence }: Broken, rows: number): Outcome {
  return {
    exit: EXIT.refused,
    lines: [`${sentence} (${fault})`],
    told: { ok: false, code: fault, row, rows, message: sentence },
  };
}

type Seals = {
  readonly stored: readonly StoredSeal[];
  readonly lastSeal: Seal | 'unreadable' | null;
  readonly boxKey: string | null;
  /** Said of the last one. */
  readonly isOfLogBefore: boolean;
};

function brokenSeal(log: LogReader, { stored, lastSeal, boxKey, isOfLogBefore }: Seals, head: Head): Broken | null {
  for (const { row, event } of stored) {
    const broken = brokenSignature(event, boxKey, row) ?? brokenHead(log, head, headIn(event));
    if (broken !== null) return broken;
  }
  if (lastSeal === null) return null;
  if (lastSeal === 'unreadable')
    return { row: head.seq, fault: 'seal-wrong', sentence: 'The signature beside the log cannot be read' };
  const broken = brokenSignature(lastSeal, boxKey, head.seq);
  return broken ?? (isOfLogBefore ? null : brokenHead(log, head, headIn(lastSeal)));
}

/** `row`: by which it is told of. */
function brokenSignature({ signed, signature, key }: Seal, boxKey: string | null, row: number): Broken | null {
  const der = Buffer.concat([SPKI_PREFIX, Buffer.from(key, 'base64')]);
  const right =
    headIn({ signed }) !== null &&
    der.length === SPKI_PREFIX.length + 32 &&
    (boxKey === null || boxKey === key) &&
    verify(
      null,
      Buffer.from(signed),
      createPublicKey({ key: der, format: 'der', type: 'spki' }),
      Buffer.from(signature, 'base64'),
    );
  return right ? null : { row, fault: 'seal-wrong', sentence: `The signature in row ${row} is not this box’s` };
}

/** Null for a text that names none. */
function headIn({ signed }: Pick<Seal, 'signed'>): (Head & { readonly at: number }) | null {
  const head = parseLogHead(signed);
  return head && { seq: head.seq, hash: head.hash, at: Date.parse(head.at) };
}

/** A row that was purged since can no more be held against it; that it was in the log then, its hole tells. */
function brokenHead(log: LogReader, head: Head, known: Head | null): Broken | null {
  if (known === null) return null;
  const hash = log.hashOf(known.seq);
  if (known.seq <= head.seq && (hash === null || hash === known.hash)) return null;
  const sentence =
    known.seq > head.seq
      ? `The log ends at row ${head.seq}; row ${known.seq} was signed once, and is gone`
      : `Row ${known.seq} was another one when it was signed`;
  return { row: known.seq, fault: 'head-mismatch', sentence };
}

/** Null where there is no file; empty, which is nobody's key, where there is none in it. */
function publicKeyIn(dataFolder: string): string | null {
  const file = join(dataFolder, 'box-key.pub');
  if (!existsSync(file)) return null;
  const pem = readFileSync(file);
  try {
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    return der.subarray(SPKI_PREFIX.length).toString('base64');
  } catch {
    // Node tells by what it throws alone.
    return '';
  }
}

function lastSealIn(dataFolder: string): Seal | 'unreadable' | null {
  const file = join(dataFolder, 'log-head.json');
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  try {
    return Seal.parse(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    return 'unreadable';
  }
}
