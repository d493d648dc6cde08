import type { Policy } from '../contract/policy.ts';
import type { AccessRules } from '../domain/access-decision.ts';
import type { ModeSpan } from '../domain/opening-today.ts';
import type { Schedule } from '../domain/schedule.ts';

/** The policy that holds now, and its schedule with what a host has decided for today: which mode holds, and until when. */
export class RulesInForce implements AccessRules {
  #policy: Policy;
  #written: Schedule;
  #schedule: Schedule;
  #today: readonly ModeSpan[] = [];

  constructor(policy: Policy, schedule: Schedule) {
    this.#policy = policy;
    this.#written = schedule;
    this.#schedule = schedule;
  }

  get policy(): Policy {
    return this.#policy;
  }

  get schedule(): Schedule {
    return this.#schedule;
  }

  replace(policy: Policy, schedule: Schedule): void {
    this.#policy = policy;
    this.#written = schedule;
    this.#schedule = schedule.laidOver(this.#today);
  }

  /** As the policy has it, whatever holds today. */
  get written(): Schedule {
    return this.#written;
  }

  get today(): readonly ModeSpan[] {
    return this.#today;
  }

  /** In the place of what was decided before. */
  decideToday(spans: readonly ModeSpan[]): void {
    this.#today = spans;
    this.#schedule = this.#written.laidOver(spans);
  }
}
