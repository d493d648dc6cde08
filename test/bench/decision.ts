import { randomBytes } from 'node:crypto';
import { CredentialHash, DoorId } from '../../device/contract/ids.ts';
import { Policy } from '../../device/contract/policy.ts';
import { epochMs } from '../../device/contract/units.ts';
import { type AccessRules, decideAccess } from '../../device/domain/access-decision.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import { CredentialIndex, emptyTable, putInOrder } from '../../device/storage/credential-index.ts';
import { medianRun, type Spread, spreadOf } from './statistics.ts';

const DECISIONS = 20_000;
const RUNS = 15;

/**
 * Lookup and decision, in µs, with each of these numbers of enrolled credentials, half of the cards known. Their runs
 * take turns, so that what else the machine does meets all of them.
 */
export function benchDecisions(numbers: readonly number[]): Spread[] {
  const runs = numbers.map((credentials) => ({ run: preparedRun(credentials), seen: [] as Spread[] }));
  for (const { run } of runs) run();
  for (let turn = 0; turn < RUNS; turn++) for (const { run, seen } of runs) seen.push(run());
  return runs.map(({ seen }) => medianRun(seen));
}

/** A policy with every rule on: temporary, with exceptions, capacity, anti-passback, a host that must be there. */
function fullRules(): AccessRules {
  const exceptions = Array.from({ length: 100 }, (_, n) => ({
    date: new Date(Date.UTC(2026, 5, 1 + n)).toISOString().slice(0, 10),
    mode: n % 2 === 0 ? 'closed' : 'unattended',
  }));
  const policy = Policy.parse({
    schemaVersion: 1,
    version: 1,
    validFrom: '2026-01-01',
    validUntil: '2027-01-01',
    slots: [
      { mode: 'staffed', hours: 'Mo-Fr 09:00-17:00; PH off' },
      { mode: 'self-hosted', hours: 'Mo-Fr 07:30-21:00; Sa,Su 10:00-16:00; PH off' },
      { mode: 'unattended', hours: '24/7' },
    ],
    exceptions,
    cleanerHours: 'Mo-Fr 05:00-07:00',
    modes: {
      staffed: { who: 'enrolled', hostPresent: true, atSeats: 'deny' },
      'self-hosted': { who: 'library', hostPresent: true, atSeats: 'deny' },
      unattended: { who: 'enrolled', assurance: 2 },
    },
    doors: { entrance: { roles: ['visitor', 'host', 'staff'], antiPassback: 'hard' } },
  });
  const schedule = parseSchedule(policy, 'Europe/Stockholm');
  if (!schedule.ok) throw new Error(schedule.error.message);
  return { policy, schedule: schedule.value };
}

function preparedRun(credentials: number): () => Spread {
  const rules = fullRules();
  const { index, known } = randomIndex(credentials);
  const now = Date.UTC(2026, 2, 2, 9);
  const doorId = DoorId.parse('entrance');
  const room = { present: 12, seats: 20, maxPersons: 30, hostInside: true };
  const decide = (hash: CredentialHash, at: number) =>
    decideAccess(
      {
        ...{ doorId, door: null, room, isPatronCard: false, isInnerDoor: false, insideSince: null },
        credential: { kind: 'uid', hash, randomUid: false, assurance: 1 },
        record: index.find(hash),
        readerDirection: 'both',
        pin: 'not-asked',
        library: 'not-asked',
        clock: 'sure',
      },
      rules,
      epochMs(at),
    );
  return () => {
    const taken: number[] = [];
    for (let n = 0; n < DECISIONS; n++) {
      const hash = n % 2 === 0 ? (known[n % known.length] ?? strange()) : strange();
      const from = process.hrtime.bigint();
      decide(hash, now + n);
      taken.push(Number(process.hrtime.bigint() - from) / 1_000);
    }
    return spreadOf(taken);
  };
}

const strange = () => CredentialHash.parse(randomBytes(16).toString('hex'));

function randomIndex(credentials: number): { index: CredentialIndex; known: CredentialHash[] } {
  const words = new Uint32Array(randomBytes(credentials * 4).buffer.slice(0, credentials * 4)).sort();
  const hex = (word: number) => word.toString(16).padStart(8, '0');
  const hashOf = (row: number) => CredentialHash.parse(hex(words[row] ?? 0) + hex(row * 8).repeat(3));
  const table = emptyTable(credentials);
  let place = -1;
  for (let row = 0; row < credentials; row++) place = putInOrder(table, place, { text: hashOf(row), at: 0, flags: 1 });
  const known = Array.from({ length: 10_000 }, () => hashOf(Math.floor(Math.random() * credentials)));
  return { index: new CredentialIndex(table), known };
}
