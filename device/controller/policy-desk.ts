import type { Config } from '../contract/config.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { DoorId } from '../contract/ids.ts';
import type { Policy } from '../contract/policy.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { parseSchedule, type Schedule } from '../domain/schedule.ts';
import type { PolicyFault } from '../ports/kiosk.ts';
import type { PolicyStore } from '../ports/policy-store.ts';
import { type Beside, type LogKeeper, nothingBeside, withBeside } from './log-keeper.ts';
import type { RulesInForce } from './rules-in-force.ts';

type PolicyDeskParts = {
  readonly config: Pick<Config, 'doors' | 'office'>;
  readonly rules: RulesInForce;
  readonly store: PolicyStore;
  readonly keeper: LogKeeper;
  /** Other rules are in force. */
  readonly onChange: () => void;
};

/** Where the rules are changed: the document with the highest version is in force, of the config's and those given later. */
export class PolicyDesk {
  readonly #parts: PolicyDeskParts;

  constructor(parts: PolicyDeskParts) {
    this.#parts = parts;
  }

  /** Takes up what was given in an earlier run. A disk that does not give it leaves in force what is. */
  async takeUp(): Promise<void> {
    const { store, rules, onChange } = this.#parts;
    const stored = await store.newest();
    if (!stored.ok || stored.value === null || stored.value.version <= rules.policy.version) return;
    const schedule = this.#scheduleOf(stored.value);
    if (!schedule.ok) return;
    rules.replace(stored.value, schedule.value);
    onChange();
  }

  /** What speaks against this document; nothing is changed. */
  check(policy: Policy): Result<Schedule, PolicyFault> {
    const { rules, config } = this.#parts;
    const { version } = rules.policy;
    if (policy.version <= version)
      return err({ code: 'policy-not-newer', message: `version ${version} is in force: the new one must be higher` });
    const unknown = (Object.keys(policy.doors) as DoorId[]).find((door) => !config.doors.some(({ id }) => id === door));
    if (unknown !== undefined)
      return err({ code: 'policy-malformed', message: `doors.${unknown}: no door has this id` });
    return this.#scheduleOf(policy);
  }

  /** In force once it is stored. `by`: who gave it; `beside`: what is stored with it. */
  async replace(
    policy: Policy,
    by: string,
    beside: Beside & { readonly events: readonly LoggedEvent[] } = nothingBeside,
  ): Promise<Result<void, PolicyFault>> {
    const { store, rules, keeper, onChange } = this.#parts;
    const schedule = this.check(policy);
    if (!schedule.ok) return schedule;
    const event = { type: 'policy-changed', version: policy.version, by } as const;
    const record = withBeside(keeper.draft(event, ...beside.events), beside);
    const saved = await store.save(policy, record);
    if (!saved.ok) return err({ code: 'storage-failed', message: 'the disk did not take it; nothing was changed' });
    if (!saved.value) return err({ code: 'policy-not-newer', message: 'a newer one has come meanwhile' });
    rules.replace(policy, schedule.value);
    keeper.drafted(record);
    onChange();
    return ok(undefined);
  }

  /** Of one that was taken once, too: a door that the config has no more is no reason to go back to other rules. */
  #scheduleOf(policy: Policy): Result<Schedule, PolicyFault> {
    const schedule = parseSchedule(policy, this.#parts.config.office.timeZone);
    if (schedule.ok) return schedule;
    return err({ code: 'policy-malformed', message: `${schedule.error.path.join('.')}: ${schedule.error.message}` });
  }
}
