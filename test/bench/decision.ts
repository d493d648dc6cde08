import { randomBytes } from 'node:crypto';
import { CredentialKind } from '../../device/contract/access.ts';
import { CredentialHash } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { decideAccess } from '../../device/domain/access-decision.ts';
import { parseOpeningHours } from '../../device/domain/opening-hours.ts';
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

function preparedRun(credentials: number): () => Spread {
  const hours = parseOpeningHours('Mo-Fr 07:30-21:00; Sa,Su 10:00-16:00; PH off', 'Europe/Stockholm');
  if (!hours.ok) throw new Error(hours.error.message);
  const policy = { who: 'enrolled', acceptedKinds: CredentialKind.options, openingHours: hours.value } as const;
  const { index, known } = randomIndex(credentials);
  const now = Date.UTC(2026, 2, 2, 9);
  const decide = (hash: CredentialHash, at: number) =>
    decideAccess(
      {
        credential: { kind: 'uid', hash, randomUid: false },
        record: index.find(hash),
        door: null,
        readerDirection: 'both',
        inside: false,
      },
      policy,
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
  for (let row = 0; row < credentials; row++) place = putInOrder(table, place, hashOf(row), 0);
  const known = Array.from({ length: 10_000 }, () => hashOf(Math.floor(Math.random() * credentials)));
  return { index: new CredentialIndex(table), known };
}
