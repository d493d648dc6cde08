import { stringify } from 'csv-stringify/sync';
import { type ExportedCredential, ExportPage } from '../contract/credential-import.ts';
import type { CredentialHash } from '../contract/ids.ts';
import { ok, type Result } from '../contract/result.ts';
import type { BoxClient, BoxFault } from './box-client.ts';
import { isFileFault } from './box-folder.ts';
import type { ColumnName } from './columns.ts';
import { EXIT } from './exit-codes.ts';
import { boxGone, failed, type Outcome, refusedByBox } from './outcome.ts';
import type { Progress } from './progress.ts';
import { type FileFormat, formatOf } from './read-file.ts';
import { WholeFile } from './whole-file.ts';

const CARDS_AT_ONCE = 1_000;
const columns = ['hash', 'role', 'valid_from', 'valid_until', 'blocked', 'label', 'holder', 'uses_left'] as const;

type Row = Readonly<Partial<Record<ColumnName, string>>>;

/** Every card that the box knows, by hash: a number is nowhere to be had. */
export async function exportCards(file: string, box: BoxClient, progress: Progress): Promise<Outcome> {
  const format = formatOf(file);
  if (format === null) return failed(EXIT.usage, 'format-unknown', 'The file’s name must end with .csv or .json');
  if (!(await box.timeZone()).ok) return boxGone('before');
  progress.begin('Writing', 'unmeasured');
  try {
    const written = await writeCards(await WholeFile.begin(file), format, box);
    if (!written.ok) return refusedByBox(written.error);
    const cards = written.value;
    return { exit: EXIT.done, lines: [`Cards written to ${file}: ${cards}.`], told: { ok: true, cards } };
  } catch (cause) {
    if (!isFileFault(cause)) throw cause;
    return failed(EXIT.cannotCreate, 'file-unwritable', `${file} cannot be written`);
  }
}

async function writeCards(file: WholeFile, format: FileFormat, box: BoxClient): Promise<Result<number, BoxFault>> {
  const holders = new HolderNumbers();
  let after: CredentialHash | null = null;
  let cards = 0;
  for (;;) {
    const query: string = `limit=${CARDS_AT_ONCE}${after === null ? '' : `&after=${after}`}`;
    const page: Result<ExportPage, BoxFault> = await box.ask('GET', `admin/export/credentials?${query}`, ExportPage);
    if (!page.ok) {
      await file.giveUp();
      return page;
    }
    const { credentials } = page.value;
    await file.write(
      textOf(
        credentials.map((card) => rowOf(card, holders)),
        format,
        cards === 0,
      ),
    );
    cards += credentials.length;
    after = credentials.at(-1)?.hash ?? null;
    if (credentials.length < CARDS_AT_ONCE) break;
  }
  await file.write(format === 'csv' ? '' : cards === 0 ? '[]\n' : '\n]\n');
  await file.finish();
  return ok(cards);
}

/** Numbers that mean something within the file alone. */
class HolderNumbers {
  readonly #numbers = new Map<number, string>();

  of(holder: number): string {
    const number = this.#numbers.get(holder) ?? String(this.#numbers.size + 1);
    this.#numbers.set(holder, number);
    return number;
  }
}

function rowOf(card: ExportedCredential, holders: HolderNumbers): Row {
  const instant = (value: number | null) => (value === null ? '' : new Date(value).toISOString());
  return {
    hash: card.hash,
    role: card.role,
    valid_from: instant(card.validFromMs),
    valid_until: instant(card.validUntilMs),
    blocked: card.blocked ?? '',
    label: card.label ?? '',
    holder: card.holder === null ? '' : holders.of(card.holder),
    uses_left: card.usesLeft === null ? '' : String(card.usesLeft),
  };
}

function textOf(rows: readonly Row[], format: FileFormat, isFirst: boolean): string {
  if (format === 'csv') return stringify([...rows], { columns: [...columns], header: isFirst });
  return rows.map((row, index) => `${isFirst && index === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`).join('');
}
