import { setTimeout as wait } from 'node:timers/promises';
import { agendaOf, BEGINS_AT } from './agenda.ts';
import { machineMs } from './machine-time.ts';
import type { MemoryOutbox } from './memory-outbox.ts';
import { OfficeLink } from './office-link.ts';
import { type OfficePlan, officePlan } from './office-plan.ts';
import { randomOf } from './random.ts';
import { type FleetSettings, simulatedMinutes } from './settings.ts';
import { SimulatedOffice } from './simulated-office.ts';
import { Timeline } from './timeline.ts';

/** Offices are started over this time, and over no more than a tenth of the run. */
const START_OVER_MINUTES = 1 / 12;

type Member = { readonly plan: OfficePlan; readonly office: SimulatedOffice };

/** All the offices. */
export class Fleet {
  readonly members: readonly Member[];
  readonly #settings: FleetSettings;

  constructor(settings: FleetSettings, urls: readonly [string, ...string[]], makeOutbox: () => MemoryOutbox) {
    this.#settings = settings;
    this.members = Array.from({ length: settings.offices }, (_, index) => {
      const plan = officePlan(index + 1, settings);
      return { plan, office: new SimulatedOffice(plan, new OfficeLink({ office: plan, urls, outbox: makeOutbox() })) };
    });
  }

  /** The whole run. At its end all of them have power. */
  async live(): Promise<void> {
    const timeline = new Timeline(this.#settings.speed);
    await Promise.all(this.members.map((member) => member.office.link.run(() => this.#liveIn(member, timeline))));
  }

  /** Resolves when nothing waits in any outbox, or after that time. */
  async drain(limitMs: number): Promise<void> {
    const untilMs = machineMs() + limitMs;
    while (machineMs() < untilMs && !this.members.every(({ office }) => office.link.outbox.isEmpty())) await wait(100);
  }

  async sayGoodbye(): Promise<void> {
    await Promise.all(this.members.map(({ office: { link } }) => link.run(() => link.sayGoodbye())));
  }

  async #liveIn({ plan, office }: Member, timeline: Timeline): Promise<void> {
    const { minutes, speed, seed } = this.#settings;
    const startOver = Math.min(START_OVER_MINUTES, minutes / 10) * speed;
    await timeline.reached(BEGINS_AT + startOver * randomOf(seed, plan.office, 'start')());
    office.powerOn();
    const until = BEGINS_AT + simulatedMinutes(this.#settings);
    for (const moment of agendaOf(plan)) {
      if (moment.atMinute >= until) break;
      await timeline.reached(moment.atMinute);
      office.perform(moment);
    }
    await timeline.reached(until);
    office.powerOn();
  }
}
