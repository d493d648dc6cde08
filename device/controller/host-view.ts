import type { HostView } from '../contract/api.ts';
import type { HostBox } from '../contract/box-facts.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { RetentionSection } from '../contract/retention.ts';
import type { HostSkills } from '../contract/skills.ts';
import type { EpochMs } from '../contract/units.ts';
import type { MusterBook } from '../domain/muster.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import type { DutySections } from './duty-desk.ts';
import type { GuestPasses } from './guest-passes.ts';

const MOST_DECISIONS = 20;
const MOST_STEPS = 300;

type Decision = HostView['decisions'][number];
type Kept = { readonly shown: Decision; readonly credential: CredentialHash };

/** The last decisions, newest first. What is shown tells nothing of who; a denied one can be acted on by its `ref`. */
export class RecentDecisions {
  #kept: readonly Kept[] = [];
  #nextRef = 1;

  add(decision: Decision, credential: CredentialHash): void {
    this.#kept = [{ shown: { ...decision, ...this.#refFor(decision) }, credential }, ...this.#kept];
    this.#kept = this.#kept.slice(0, MOST_DECISIONS);
  }

  list(): Decision[] {
    return this.#kept.map(({ shown }) => shown);
  }

  /** Whose it was, while it is among the last. */
  credentialOf(ref: number): CredentialHash | null {
    return this.#kept.find(({ shown }) => shown.ref === ref)?.credential ?? null;
  }

  /** A number that is made up anew at each tap is nobody's. */
  #refFor({ outcome, reason }: Decision): { readonly ref?: number } {
    return outcome === 'granted' || reason === 'uid-is-random' ? {} : { ref: this.#nextRef++ };
  }
}

type HostViewParts = {
  readonly ledger: OccupancyLedger;
  readonly recent: RecentDecisions;
  readonly passes: Pick<GuestPasses, 'list'>;
  readonly retention: RetentionSection;
  readonly muster: Pick<MusterBook, 'section'>;
  readonly skills: HostSkills;
  readonly duty: DutySections;
  readonly box: HostBox;
};

export function hostView(
  locksAt: EpochMs,
  { ledger, recent, passes, retention, muster, skills, duty, box }: HostViewParts,
): HostView {
  const curve = ledger.curve(MOST_STEPS).map(({ at, present }) => ({ atMs: at, present }));
  return {
    ...{ locksAtMs: locksAt, curve, decisions: recent.list(), passes: passes.list(), retention },
    ...{ muster: muster.section(), skills, box, ...duty },
  };
}
