import type { HostView } from '../contract/api.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { EpochMs } from '../contract/units.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { GuestPasses } from './guest-passes.ts';

const MOST_DECISIONS = 20;
const MOST_STEPS = 300;

type Decision = HostView['decisions'][number];
type Kept = { readonly shown: Decision; readonly credential: CredentialHash };

/** The last decisions, newest first. What is shown tells nothing of who; a denied one can be acted on by its `ref`. */
export class RecentDecisions {
  #kept: readonly Kept[] = [];
  #nextRef = 1;

  note(event: LoggedEvent, at: EpochMs): boolean {
    if (event.type !== 'access-granted' && event.type !== 'access-denied') return false;
    const { door, direction, credential } = event;
    const shown: Decision =
      event.type === 'access-granted'
        ? { atMs: at, door, direction, outcome: 'granted' }
        : { atMs: at, door, direction, outcome: 'denied', reason: event.reason, ...this.#refFor(event) };
    this.#kept = [{ shown, credential }, ...this.#kept].slice(0, MOST_DECISIONS);
    return true;
  }

  list(): Decision[] {
    return this.#kept.map(({ shown }) => shown);
  }

  /** Whose it was, while it is among the last. */
  credentialOf(ref: number): CredentialHash | null {
    return this.#kept.find(({ shown }) => shown.ref === ref)?.credential ?? null;
  }

  /** A number that is made up anew at each tap is nobody's. */
  #refFor({ reason }: LoggedEvent<'access-denied'>): { readonly ref?: number } {
    return reason === 'uid-is-random' ? {} : { ref: this.#nextRef++ };
  }
}

type HostViewParts = {
  readonly ledger: OccupancyLedger;
  readonly recent: RecentDecisions;
  readonly passes: Pick<GuestPasses, 'list'>;
};

export function hostView(locksAt: EpochMs, { ledger, recent, passes }: HostViewParts): HostView {
  const curve = ledger.curve(MOST_STEPS).map(({ at, present }) => ({ atMs: at, present }));
  return { locksAtMs: locksAt, curve, decisions: recent.list(), passes: passes.list() };
}
