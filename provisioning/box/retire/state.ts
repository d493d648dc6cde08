import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../../device/contract/result.ts';
import type { Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';
import { type FileFault, readJsonFile } from '../../files/text-file.ts';
import { SignedStatement, Statement } from './statement.ts';

/**
 * `erasing`: everything but the box's own key goes. `proving`: it is gone, and is looked for. `ending`: the statement is
 * signed, and the key goes.
 */
const RetireState = z.strictObject({
  phase: z.enum(['erasing', 'proving', 'ending']),
  statementFile: z.string(),
  about: Statement.pick({
    office: true,
    begunAt: true,
    logHead: true,
    lastSeal: true,
    erased: true,
    journalErased: true,
  }),
  places: z.array(z.string()),
  salt: z.string(),
  tooShort: z.int(),
  traces: z.array(z.strictObject({ file: z.string(), rolling: z.int(), digest: z.string() })),
  signed: SignedStatement.nullable(),
});
export type RetireState = z.infer<typeof RetireState>;

/** How far a retirement is; it holds nothing by which a secret could be told. */
export const retireStateFile = ({ releases }: Places) => join(releases, 'retire.json');

/** Null when none has begun. */
export function readRetireState(places: Places): Result<RetireState | null, FileFault> {
  const file = retireStateFile(places);
  return existsSync(file) ? readJsonFile(file, RetireState) : ok(null);
}

export function writeRetireState(places: Places, state: RetireState): RetireState {
  putFile({ path: retireStateFile(places), content: JSON.stringify(state), mode: 0o600, owner: null });
  return state;
}
