import { spreadOf } from '../bench/statistics.ts';
import { type Accounts, accountsOf } from './accounts.ts';
import type { Fleet } from './fleet.ts';
import type { Heard } from './listener/heard.ts';
import { type FleetSettings, simulatedMinutes } from './settings.ts';

/** While messages were made. `cpuPercent`: of one core. `residentKb`: of a broker at its most, of the senders what the offices added. */
export type Cost = { readonly cpuPercent: number; readonly residentKb: number };

type DelaySpread = { readonly count: number; readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number };

/** History is counted by message, states as they came: of a state that was overtaken nothing is sent. */
export type Summary = Pick<Accounts, 'sent' | 'received' | 'late' | 'waiting' | 'lost'> &
  Pick<Heard, 'states' | 'doubled' | 'outOfOrder' | 'malformed' | 'peakPerSecond'> & {
    readonly settings: FleetSettings;
    readonly connections: number;
    readonly drops: number;
    readonly powerCuts: number;
    readonly clockJumps: number;
    readonly listenerOutages: number;
    /** End to end, of history; null: there was none. */
    readonly live: DelaySpread | null;
    readonly waited: DelaySpread | null;
    readonly messagesPerSecond: number;
    /** As TCP carried them, both ways. */
    readonly bytesPerOfficeDay: number;
    readonly drainSeconds: number;
    /** Processes that ran or wanted to, over the last five minutes (getloadavg(3)): whether others were busy here as well. */
    readonly machine: { readonly load: number; readonly cores: number };
    readonly senders: Cost;
    /** How late the one event loop of all offices was: as much of the delays is not the broker’s. */
    readonly loopLate: { readonly p99Ms: number; readonly maxMs: number };
    /** Null where the broker is not of this run. */
    readonly broker: Cost | null;
  };

export type Measured = Pick<Summary, 'machine' | 'senders' | 'loopLate' | 'broker' | 'drainSeconds'>;

export function summarise(settings: FleetSettings, { members }: Fleet, heard: Heard, measured: Measured): Summary {
  const links = members.map(({ office: { link } }) => link);
  const given = members.map(({ plan: { office }, office: { link } }) => ({
    office,
    book: link.book,
    outbox: link.outbox,
  }));
  const { live, waited, ...numbers } = accountsOf(given, heard);
  const { states, doubled, outOfOrder, malformed, peakPerSecond, messages, outages } = heard;
  const sum = (of: (link: (typeof links)[number]) => number) => links.reduce((total, link) => total + of(link), 0);
  const days = simulatedMinutes(settings) / (24 * 60);
  return {
    ...{ settings, ...numbers, states, doubled, outOfOrder, malformed, peakPerSecond },
    connections: sum(({ book }) => book.uptime.connections),
    drops: sum(({ book }) => book.drops),
    powerCuts: sum(({ book }) => book.powerCuts),
    clockJumps: sum(({ book }) => book.clockJumps),
    // The first one is before it has ever been connected.
    listenerOutages: outages.length - 1,
    ...{ live: delaySpread(live), waited: delaySpread(waited) },
    messagesPerSecond: messages / (settings.minutes * 60),
    bytesPerOfficeDay: sum(({ bytes }) => bytes) / settings.offices / days,
    ...measured,
  };
}

function delaySpread(delays: readonly number[]): DelaySpread | null {
  if (delays.length === 0) return null;
  const { p50, p99 } = spreadOf(delays);
  return { count: delays.length, p50Ms: p50, p99Ms: p99, maxMs: delays.reduce((a, b) => Math.max(a, b)) };
}
