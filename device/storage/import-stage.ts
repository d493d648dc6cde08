import { z } from 'zod';
import { ExportedCredential, ImportDone } from '../contract/credential-import.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { StorageFault } from '../ports/access-log.ts';
import type { ImportStage } from '../ports/credential-import.ts';
import type { ImportJob } from './import-messages.ts';
import { stagedText } from './import-sql.ts';

/** The storage thread, as an import needs it. */
type Thread = { run<T>(job: ImportJob, parse: (value: unknown) => T): Promise<Result<T, StorageFault>> };

/** Null: the database was opened anew, without the rows that waited. */
const Added = z.int().nullable();
const Committed = z.discriminatedUnion('outcome', [
  ImportDone.extend({ outcome: z.literal('done') }),
  z.strictObject({ outcome: z.literal('known'), count: z.int(), lines: z.array(z.int()) }),
  z.strictObject({ outcome: z.literal('lost') }),
]);

const number = z.number().nullable();
const text = z.string().nullable();
/** As import-sql.ts reads it. */
const CredentialRow = z
  .tuple([z.string(), z.string(), number, number, text, text, number, number])
  .transform(([hash, role, validFromMs, validUntilMs, blocked, label, holder, usesLeft]) =>
    ExportedCredential.parse({ hash, role, validFromMs, validUntilMs, blocked, label, holder, usesLeft }),
  );

const lost = err({ code: 'import-lost' as const });

export function importStageOf(thread: Thread): ImportStage {
  return {
    clear: () => thread.run({ op: 'clear-import' }, () => undefined),
    async add(rows) {
      const added = await thread.run({ op: 'stage-rows', rows: stagedText(rows) }, (value) => Added.parse(value));
      if (!added.ok) return added;
      return added.value === null ? lost : ok(added.value);
    },
    async commit(plan, rows, record) {
      const done = await thread.run({ op: 'commit-import', plan, rows, record }, (value) => Committed.parse(value));
      if (!done.ok) return done;
      const { outcome, ...told } = done.value;
      if (outcome === 'lost') return lost;
      if ('count' in told) return err({ code: 'credentials-known', ...told });
      return ok(ImportDone.parse(told));
    },
    read: (after, limit) =>
      thread.run({ op: 'read-credentials', after, limit }, (value) => z.array(CredentialRow).parse(value)),
  };
}
