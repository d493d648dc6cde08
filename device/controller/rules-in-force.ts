import type { Policy } from '../contract/policy.ts';
import type { AccessRules } from '../domain/access-decision.ts';
import type { Schedule } from '../domain/schedule.ts';

/** The policy that holds now, and its schedule. */
export class RulesInForce implements AccessRules {
  #policy: Policy;
  #schedule: Schedule;

  constructor(policy: Policy, schedule: Schedule) {
    this.#policy = policy;
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
    this.#schedule = schedule;
  }
}
