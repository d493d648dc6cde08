import type { Database } from 'better-sqlite3';
import type { CredentialHash } from '../contract/ids.ts';
import { roleNumber } from './credential-index.ts';
import type { BlockAllJob, CredentialJob } from './messages.ts';

/** When a card was enrolled that never was: it is known as one that is blocked, and as nothing else. */
const NEVER = 0;

function prepareAll(db: Database) {
  const holderOf = '(SELECT holder_id FROM credential WHERE hash = ?)';
  return {
    holderOf: db.prepare('SELECT holder_id FROM credential WHERE hash = ?').pluck(),
    hasPin: db.prepare('SELECT pin IS NOT NULL FROM holder WHERE id = ?').pluck(),
    newHolder: db.prepare('INSERT INTO holder (label) VALUES (?)'),
    giveHolder: db.prepare('UPDATE credential SET holder_id = ? WHERE hash = ?'),
    enrol: db.prepare(`INSERT INTO credential
      (hash, role, holder_id, has_pin, valid_from_ms, valid_until_ms, uses_left, enrolled_at_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`),
    block: db.prepare('UPDATE credential SET blocked = ? WHERE hash = ?'),
    blockedAlone: db.prepare(`SELECT 1 FROM credential WHERE hash = ? AND enrolled_at_ms = ${NEVER}`),
    remove: db.prepare('DELETE FROM credential WHERE hash = ?'),
    removeHolder: db.prepare(
      'DELETE FROM holder WHERE id = ? AND NOT EXISTS (SELECT 1 FROM credential WHERE holder_id = holder.id)',
    ),
    setPin: db.prepare('UPDATE holder SET pin = ? WHERE id = ?'),
    tellPin: db.prepare('UPDATE credential SET has_pin = ? WHERE holder_id = ? RETURNING lower(hex(hash))').pluck(),
    countUse: db.prepare('UPDATE credential SET uses_left = ? WHERE hash = ?'),
    guests: db.prepare(`SELECT lower(hex(hash)) AS hash, valid_until_ms AS validUntil, uses_left AS usesLeft
      FROM credential WHERE role = ${roleNumber('guest')} AND coalesce(valid_until_ms > ?, 1) AND blocked IS NULL
      AND (valid_from_ms IS NOT NULL OR valid_until_ms IS NOT NULL OR uses_left IS NOT NULL)
      ORDER BY enrolled_at_ms DESC LIMIT 20`),
    rememberPatron: db.prepare('INSERT OR REPLACE INTO patron_seen (hash, good_until_ms) VALUES (?, ?)'),
    forgetPatron: db.prepare('DELETE FROM patron_seen WHERE hash = ?'),
    forgetPatrons: db.prepare('DELETE FROM patron_seen WHERE good_until_ms < ?'),
    forgetVisitors: db
      .prepare(`DELETE FROM credential WHERE hash IN (SELECT hash FROM credential INDEXED BY credential_limits
      WHERE (valid_from_ms IS NOT NULL OR valid_until_ms IS NOT NULL OR uses_left IS NOT NULL) AND valid_until_ms < ?
      AND role IN (${roleNumber('visitor')}, ${roleNumber('guest')}) LIMIT 500) RETURNING lower(hex(hash))`)
      .pluck(),
    removeHolders: db.prepare(
      'DELETE FROM holder WHERE NOT EXISTS (SELECT 1 FROM credential WHERE holder_id = holder.id)',
    ),
    readPatron: db.prepare('SELECT good_until_ms FROM patron_seen WHERE hash = ?').pluck(),
    readHolder: db.prepare(`SELECT label, pin FROM holder WHERE id = ${holderOf}`),
  };
}

const bytes = (hash: CredentialHash) => Buffer.from(hash, 'hex');

/** By hash, in hex: those that were changed, and those that are known no longer. */
export type Changed = { readonly changed: readonly unknown[]; readonly gone: readonly unknown[] };

/** The changes of credentials as SQL; each runs inside the caller's transaction, and throws SqliteError. */
export class CredentialStatements {
  readonly #sql: ReturnType<typeof prepareAll>;

  constructor(db: Database) {
    this.#sql = prepareAll(db);
  }

  /** None when it is known already, or it, or whose it is to be, is not known. */
  change(job: CredentialJob): Changed {
    switch (job.op) {
      case 'enrol':
        return { changed: this.#enrol(job) ? [job.hash] : [], gone: [] };
      case 'block':
        return this.#block([job.hash], job.why);
      case 'remove':
        return { changed: [], gone: this.#remove(job.hash) ? [job.hash] : [] };
      case 'set-pin':
        return { changed: this.#setPin(job.hash, job.pin), gone: [] };
    }
  }

  /** One that is not known is known from then on as blocked alone. */
  blockAll({ hashes, why }: BlockAllJob): Changed {
    if (why !== null)
      for (const hash of hashes)
        this.#sql.enrol.run(bytes(hash), roleNumber('visitor'), null, 0, null, null, null, NEVER);
    return this.#block(hashes, why);
  }

  countUse(hash: CredentialHash, usesLeft: number): void {
    this.#sql.countUse.run(usesLeft, bytes(hash));
  }

  readHolder(hash: CredentialHash): unknown {
    return this.#sql.readHolder.get(bytes(hash)) ?? { label: null, pin: null };
  }

  guests(now: number): readonly unknown[] {
    return this.#sql.guests.all(now);
  }

  /** `until`: null forgets it. */
  rememberPatron(hash: CredentialHash, until: number | null): void {
    if (until === null) this.#sql.forgetPatron.run(bytes(hash));
    else this.#sql.rememberPatron.run(bytes(hash), until);
  }

  /** The credentials that went, in hex. */
  forgetExpired(now: number, cutoff: number): readonly unknown[] {
    this.#sql.forgetPatrons.run(now);
    const gone = this.#sql.forgetVisitors.all(cutoff);
    if (gone.length > 0) this.#sql.removeHolders.run();
    return gone;
  }

  readPatron(hash: CredentialHash): unknown {
    return this.#sql.readPatron.get(bytes(hash)) ?? null;
  }

  #enrol({ hash, enrolment, record }: Extract<CredentialJob, { op: 'enrol' }>): boolean {
    const { role, validFrom, validUntil, usesLeft, label, holderOf } = enrolment;
    const holder = holderOf === null ? this.#holderFor(label) : this.#holderOf(holderOf);
    if (holder === undefined) return false;
    const hasPin = holder === null ? 0 : this.#sql.hasPin.get(holder);
    const added = this.#sql.enrol.run(
      ...[bytes(hash), roleNumber(role), holder, hasPin],
      ...[validFrom, validUntil, usesLeft, record.atMs],
    );
    if (added.changes === 0 && holder !== null) this.#sql.removeHolder.run(holder);
    return added.changes > 0;
  }

  #holderFor(label: string | null): number | bigint | null {
    return label === null ? null : this.#sql.newHolder.run(label).lastInsertRowid;
  }

  /** The holder of this credential, who is written down now if that was not needed before; undefined where it is not known. */
  #holderOf(hash: CredentialHash): unknown {
    const known = this.#sql.holderOf.get(bytes(hash));
    if (known !== null) return known;
    const made = this.#sql.newHolder.run(null).lastInsertRowid;
    this.#sql.giveHolder.run(made, bytes(hash));
    return made;
  }

  /** A block that is lifted makes nobody known: of one that was blocked alone nothing stays. */
  #block(hashes: readonly CredentialHash[], why: string | null): Changed {
    const isAlone = (hash: CredentialHash) => this.#sql.blockedAlone.get(bytes(hash)) !== undefined;
    const gone = why === null ? hashes.filter((hash) => isAlone(hash) && this.#remove(hash)) : [];
    return { changed: hashes.filter((hash) => this.#sql.block.run(why, bytes(hash)).changes > 0), gone };
  }

  #remove(hash: CredentialHash): boolean {
    const holder = this.#sql.holderOf.get(bytes(hash));
    const removed = this.#sql.remove.run(bytes(hash)).changes > 0;
    if (removed && holder !== null) this.#sql.removeHolder.run(holder);
    return removed;
  }

  #setPin(hash: CredentialHash, pin: string | null): readonly unknown[] {
    const holder = this.#holderOf(hash);
    if (holder === undefined) return [];
    this.#sql.setPin.run(pin, holder);
    return this.#sql.tellPin.all(pin === null ? 0 : 1, holder);
  }
}
