import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { EXIT } from '../../command-line/exit-codes.ts';
import type { Places } from '../../files/places.ts';
import { parseJson } from '../../files/text-file.ts';
import type { Installed } from '../slots/slots.ts';
import { runAsOwner } from './run-as-owner.ts';

export type RehearsalFault = {
  /** `rehearsal-not-now`: the disk was against it, or another one was under way. */
  readonly code: 'rehearsal-failed' | 'rehearsal-not-now' | 'schema-older-than-database';
  readonly detail: string;
};

/** What `log rehearse --json` tells. */
const Told = z.union([
  z.object({ ok: z.literal(true), from: z.int(), to: z.int() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);

/** In ms: for a database of years on a slow card. */
const LONGEST = 30 * 60_000;

/**
 * Has the program of a release try on a copy whether it can take over the database of this box, while the box goes on.
 * Says whether it changes the schema; a box without a database has one then.
 */
export async function rehearse(
  { data }: Places,
  { folder, release }: Installed,
): Promise<Result<boolean, RehearsalFault>> {
  if (!existsSync(data)) return ok(true);
  const program = [join(folder, 'bin/node'), join(folder, '.build/log/log.js'), 'rehearse', '--json'] as const;
  const { exit, stdout, stderr } = await runAsOwner(data, [...program], {
    env: { AK_DATA_DIR: data },
    longestMs: LONGEST,
  });
  const told = Told.safeParse(parseJson(stdout.trim().split('\n').at(-1) ?? ''));
  if (!told.success) return failed(`it ended without a word: ${lastLine(stderr)}`);
  if (!told.data.ok) {
    const { code, message } = told.data;
    if (code === 'log-unreadable') return ok(true);
    if (code === 'database-newer-than-program') return err({ code: 'schema-older-than-database', detail: message });
    if (exit === EXIT.tryAgain) return err({ code: 'rehearsal-not-now', detail: message });
    return failed(`${message} (${code})`);
  }
  const { from, to } = told.data;
  return to === release.schema
    ? ok(from !== to)
    : failed(`it makes schema ${to}, and is said to make ${release.schema}`);
}

function failed(detail: string) {
  return err({ code: 'rehearsal-failed', detail: `on a copy of the database: ${detail}` } as const);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
