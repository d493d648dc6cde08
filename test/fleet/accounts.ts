import { HistoryStream } from '../../device/contract/feed/topics.ts';
import type { OfficeId } from '../../device/contract/ids.ts';
import { type Delays, delaysOf } from './delays.ts';
import type { Heard, HeardStream } from './listener/heard.ts';
import type { MemoryOutbox } from './memory-outbox.ts';
import type { OfficeBook, Uptime } from './office-book.ts';

/** What one office has given out. */
export type GivenOut = {
  readonly office: OfficeId;
  readonly book: Pick<OfficeBook, 'made'> & { readonly uptime: Pick<Uptime, 'outages'> };
  readonly outbox: Pick<MemoryOutbox, 'waiting'>;
};

/** History, of the whole fleet. `lost`: neither heard nor waiting. */
export type Accounts = Delays & { sent: number; received: number; late: number; waiting: number; lost: number };

/** Holds what was given out against what was heard. */
export function accountsOf(given: readonly GivenOut[], heard: Heard): Accounts {
  const accounts: Accounts = { sent: 0, received: 0, late: 0, waiting: 0, lost: 0, live: [], waited: [] };
  const byOffice = new Map(heard.offices.map(({ office, streams }) => [office, streams]));
  for (const { office, book, outbox } of given) {
    const outages = [...book.uptime.outages(), ...heard.outages];
    for (const stream of HistoryStream.options) {
      const made = book.made[stream];
      const came = byOffice.get(office)?.find((each) => each.stream === stream) ?? silence(stream);
      addNumbers(accounts, made.length, came, outbox.waiting(stream));
      const { live, waited } = delaysOf(came, made, outages);
      for (const delay of live) accounts.live.push(delay);
      for (const delay of waited) accounts.waited.push(delay);
    }
  }
  return accounts;
}

function addNumbers(
  accounts: Accounts,
  sent: number,
  { arrivedMs, late }: HeardStream,
  waiting: ReadonlySet<number>,
): void {
  accounts.sent += sent;
  for (let seq = 1; seq <= sent; seq++) {
    if (!Number.isNaN(arrivedMs[seq - 1] ?? Number.NaN)) accounts.received += 1;
    else if (waiting.has(seq)) accounts.waiting += 1;
    else accounts.lost += 1;
    accounts.late += late[seq - 1] ?? 0;
  }
}

const silence = (stream: HistoryStream): HeardStream => ({
  stream,
  arrivedMs: new Float64Array(),
  late: new Uint8Array(),
});
