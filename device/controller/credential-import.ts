import {
  type ExportedCredential,
  type ImportDone,
  ImportId,
  type ImportPlan,
  type ImportRow,
} from '../contract/credential-import.ts';
import type { BootId, CredentialHash } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { minutes } from '../contract/units.ts';
import { holdsPersonalNumber } from '../domain/personal-number.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type {
  CredentialImports,
  ImportFault,
  ImportStage,
  KnownFault,
  StageFault,
} from '../ports/credential-import.ts';
import type { LogKeeper } from './log-keeper.ts';

type Fault = Exclude<ImportFault, { readonly count: number }>;

const fault = (code: Fault['code'], message: string) => err({ code, message });
const unknown = () => fault('import-unknown', 'there is no such import; it may have waited for too long');
const notStored = () => fault('storage-failed', 'the disk did not take it; nothing was changed');

/** Of an import that nobody asks about. */
const FORGOTTEN_AFTER = minutes(1);

/** Who imports at the command line of this box. */
const ADMIN = 'admin';

type Running = { readonly id: ImportId; readonly plan: ImportPlan; rows: number; ending: boolean };

type ImporterParts = {
  readonly bootId: BootId;
  readonly stage: ImportStage;
  readonly directory: Pick<CredentialDirectory, 'find'>;
  readonly keeper: Pick<LogKeeper, 'draft' | 'drafted'>;
  readonly clock: Clock;
};

/** The one import that may be under way: what it may hold, and that it is all or nothing. */
export class CredentialImporter implements CredentialImports {
  readonly #parts: ImporterParts;
  #running: Running | null = null;
  #begun = 0;
  #forget: CancelTimer = () => {};

  constructor(parts: ImporterParts) {
    this.#parts = parts;
  }

  async begin(plan: ImportPlan): Promise<Result<ImportId, ImportFault>> {
    if (this.#running !== null)
      return fault('import-running', 'another import is under way, or was broken off less than a minute ago');
    const id = ImportId.parse(`${this.#parts.bootId}-${++this.#begun}`);
    this.#running = { id, plan, rows: 0, ending: false };
    this.#touch();
    const cleared = await this.#parts.stage.clear();
    if (cleared.ok) return ok(id);
    this.#end(id);
    return notStored();
  }

  async add(id: ImportId, rows: readonly ImportRow[]): Promise<Result<readonly number[], ImportFault>> {
    const running = this.#find(id);
    if (running === null) return unknown();
    const refused = rows.map(refusalOf).find((each) => each !== null);
    if (refused !== undefined && refused !== null) return refused;
    running.rows += rows.length;
    const added = await this.#parts.stage.add(rows);
    if (!added.ok) return this.#giveUp(id, faultOf(added.error));
    if (added.value < rows.length)
      return this.#giveUp(id, fault('rows-repeated', 'a card is there twice; the import is over'));
    return ok(this.#knownAmong(rows, running.plan));
  }

  async commit(id: ImportId): Promise<Result<ImportDone, ImportFault>> {
    const running = this.#find(id);
    if (running === null) return unknown();
    running.ending = true;
    this.#forget();
    const { keeper, stage } = this.#parts;
    const record = keeper.draft({ type: 'credentials-imported', credentials: running.rows, by: ADMIN });
    const done = await stage.commit(running.plan, running.rows, record);
    this.#end(id);
    if (!done.ok) return faultOf(done.error);
    keeper.drafted(record);
    return done;
  }

  async cancel(id: ImportId): Promise<Result<void, ImportFault>> {
    if (this.#find(id) === null) return unknown();
    await this.#giveUp(id, null);
    return ok(undefined);
  }

  async page(after: CredentialHash | null, limit: number): Promise<Result<readonly ExportedCredential[], ImportFault>> {
    const read = await this.#parts.stage.read(after, limit);
    return read.ok ? read : fault('storage-failed', 'the disk did not give it');
  }

  /** The one that may still be given rows; being asked about keeps it alive. */
  #find(id: ImportId): Running | null {
    const running = this.#running;
    if (running === null || running.id !== id || running.ending) return null;
    this.#touch();
    return running;
  }

  #touch(): void {
    this.#forget();
    const id = this.#running?.id;
    this.#forget = this.#parts.clock.after(FORGOTTEN_AFTER, () => {
      if (id !== undefined) void this.#giveUp(id, null);
    });
  }

  /** Over and its rows forgotten, before the next one may begin. */
  async #giveUp<T>(id: ImportId, answer: T): Promise<T> {
    if (this.#running?.id !== id) return answer;
    this.#running.ending = true;
    await this.#parts.stage.clear();
    this.#end(id);
    return answer;
  }

  #end(id: ImportId): void {
    if (this.#running?.id !== id) return;
    this.#forget();
    this.#running = null;
  }

  /** A library's list is replaced card by card: none of it is known in this sense. */
  #knownAmong(rows: readonly ImportRow[], { kind }: ImportPlan): readonly number[] {
    if (kind === 'patrons') return [];
    return rows.filter(({ hash }) => this.#parts.directory.find(hash) !== null).map(({ line }) => line);
  }
}

function refusalOf({ line, role, label, blocked }: ImportRow): Result<never, Fault> | null {
  if (label !== null && (role === 'visitor' || role === 'guest'))
    return fault('label-refused', `line ${line}: visitors and guests have no names here`);
  if ([label, blocked].some((text) => text !== null && holdsPersonalNumber(text)))
    return fault('personal-number', `line ${line}: personal identity numbers are not taken here`);
  return null;
}

function faultOf(met: StageFault | KnownFault): Result<never, ImportFault> {
  switch (met.code) {
    case 'credentials-known':
      return err(met);
    case 'import-lost':
      return fault('import-unknown', 'the rows were lost with a fault of the disk; nothing was changed');
    default:
      return notStored();
  }
}
