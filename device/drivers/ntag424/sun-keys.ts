import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { err, ok, type Result } from '../../contract/result.ts';
import { createKeyDiversifier } from './diversified-keys.ts';
import { createProver, type Prover } from './prover.ts';
import { createSunVerifier } from './sun-message.ts';

const Key = z.string().regex(/^[0-9a-fA-F]{32}$/, '16 bytes in hexadecimal');
const Parameter = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'the name of a parameter');

/** How the office's tags were set up. The file is the box's own, 0600. */
const SunKeys = z.strictObject({
  metaReadKey: Key,
  /** Of which the file read key of each tag is made (NXP AN10922). */
  masterKey: Key,
  systemIdentifier: z.string().regex(/^([0-9a-fA-F]{2}){0,24}$/, 'up to 24 bytes in hexadecimal'),
  piccData: Parameter.default('picc_data'),
  mac: Parameter.default('cmac'),
  macFrom: Parameter.nullable().default(null),
});

export type SunKeyFault = { readonly code: 'sun-keys-unreadable' | 'sun-keys-malformed'; readonly message: string };

/** Reads the keys; the message of a fault holds nothing of them. */
export function readSunKeys(file: string): Result<Prover, SunKeyFault> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return err({ code: 'sun-keys-unreadable', message: `${file} cannot be read` });
  }
  const keys = SunKeys.safeParse(asJson(text));
  if (!keys.success) {
    const places = keys.error.issues.map(({ path }) => path.join('.') || 'the file').join(', ');
    return err({ code: 'sun-keys-malformed', message: `${file}: ${places}` });
  }
  const { metaReadKey, masterKey, systemIdentifier, ...format } = keys.data;
  const fileReadKeyOf = createKeyDiversifier(Buffer.from(masterKey, 'hex'), Buffer.from(systemIdentifier, 'hex'));
  return ok(createProver(createSunVerifier({ format, metaReadKey: Buffer.from(metaReadKey, 'hex'), fileReadKeyOf })));
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
