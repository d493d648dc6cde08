import type { Database } from 'better-sqlite3';
import { commitmentOf, emptyChain, rowHash } from './log-chain.ts';

const PAGE = 1_000;

type OldRow = { boot_id: string; at_ms: number; type: string; data: string; late: number; seq: number };
type OldData = { credential?: string; direction?: string } & Record<string, unknown>;

/** Of these the credential was in the log, where now the number of the visit is. */
const ABOUT_VISITS = ['passback-noted', 'companions-noted', 'roll-call-answered', 'access-not-taken'];

/**
 * Copies the log of before it was chained, row by row, into the chained one. Visits get the numbers that they would have
 * had; what told of somebody moves to where it can be erased.
 */
export function chainOldLog(db: Database, randomSalt: () => Buffer): void {
  const addBoot = db.prepare('INSERT OR IGNORE INTO boot (boot_id) VALUES (?)');
  const insert = db.prepare(`INSERT INTO access_log (seq, boot, at_ms, type, data, late, subject, salt, hash)
    VALUES (?, (SELECT id FROM boot WHERE boot_id = ?), ?, ?, ?, ?, ?, ?, ?)`);
  const visits = new Map<string, number>();
  let lastVisit = 0;
  const visitOf = ({ credential, direction }: OldData, isGrant: boolean): number | null => {
    const known = credential === undefined ? null : (visits.get(credential) ?? null);
    if (credential === undefined || !isGrant) return known;
    if (direction === 'out') visits.delete(credential);
    else if (known === null) visits.set(credential, ++lastVisit);
    return direction === 'out' ? known : (visits.get(credential) ?? null);
  };
  let before: Uint8Array = emptyChain.hash;
  for (const row of oldRows(db)) {
    const { seq, boot_id: bootId, at_ms: atMs, type, late } = row;
    if (type === 'occupancy-reset') {
      visits.clear();
      lastVisit = 0;
    }
    const old: OldData = JSON.parse(row.data);
    const { credential, ...rest } = old;
    const numbered = type === 'access-granted' || ABOUT_VISITS.includes(type);
    const keepsWho = credential !== undefined && type !== 'access-denied' && !ABOUT_VISITS.includes(type);
    const data = JSON.stringify(numbered ? { ...rest, visit: visitOf(old, type === 'access-granted') } : rest);
    const subject = keepsWho ? Buffer.from(credential, 'hex') : null;
    const salt = subject && randomSalt();
    const hash = rowHash(before, subject && salt && commitmentOf(salt, subject), {
      seq,
      bootId,
      atMs,
      type,
      data,
      late,
    });
    addBoot.run(bootId);
    insert.run(seq, bootId, atMs, type, data, late, subject, salt, hash);
    before = hash;
  }
}

/** By pages: a connection that reads row by row cannot write meanwhile. */
function* oldRows(db: Database): Iterable<OldRow> {
  const page = db.prepare<[number], OldRow>(`SELECT * FROM unchained_log WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows[rows.length - 1]?.seq ?? 0)) yield* rows;
}
