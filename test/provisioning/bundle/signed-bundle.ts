import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { Bundle } from '../../../provisioning/bundle/bundle.ts';
import { signPayload } from '../../../provisioning/bundle/signed-layer.ts';
import type { Operator } from '../../../provisioning/operator/open-operator.ts';
import { anOperator, newOffice } from '../operator/an-operator.ts';

export type Made = {
  readonly operator: Operator;
  readonly bundle: Bundle;
  /** The bundle’s file. */
  readonly bytes: Uint8Array;
};

let before: Promise<Made> | null = null;

/** An operator, and a bundle that it has made; the same for all tests of a file, in memory. */
export function made(): Promise<Made> {
  before ??= makeOne();
  return before;
}

async function makeOne(): Promise<Made> {
  const folder = await anOperator();
  const bundle = await newOffice(folder);
  return { operator: folder.open(), bundle, bytes: readFileSync(folder.beside('new.bundle')) };
}

/** Anything at all, signed as a bundle is: what an operator whose tools are broken, or a thief of its key, could make. */
export function signed(content: unknown, { key }: Operator): Uint8Array {
  return signPayload(brotliCompressSync(JSON.stringify(content)), key);
}

/** With one bit of this byte turned. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
  return changed;
}
