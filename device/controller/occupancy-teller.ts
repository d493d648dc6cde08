import type { OccupancyBand } from '../contract/access.ts';
import type { OccupancySection } from '../contract/api.ts';
import type { Config } from '../contract/config.ts';
import type { OccupancyBody } from '../contract/feed/state.ts';
import type { OccupancyLedger } from '../domain/occupancy.ts';
import { bandOf } from '../domain/occupancy-band.ts';

/** The count as screens and broker are told of it. */
export class OccupancyTeller {
  readonly #ledger: OccupancyLedger;
  readonly #config: Pick<Config, 'office' | 'areas'>;
  #band: OccupancyBand | null = null;

  constructor(ledger: OccupancyLedger, config: Pick<Config, 'office' | 'areas'>) {
    this.#ledger = ledger;
    this.#config = config;
  }

  section(): OccupancySection {
    const { present, quality, since, openings, sureSince } = this.#ledger.figure();
    const areas = this.#config.areas.map(({ id, name, seats = null }) => ({
      ...{ id, name, seats },
      present: this.#ledger.inArea(id),
    }));
    return {
      ...{ present, quality, sinceMs: since, band: this.#nextBand(present), areas },
      openings: { ...openings, sinceMs: sureSince },
    };
  }

  /** Another one when there is something to tell the broker. Asked twice for each event, before the strike: cheap. */
  mark(): string {
    const { present, quality, since } = this.#ledger.figure();
    return [present, quality, since, ...this.#config.areas.map(({ id }) => this.#ledger.inArea(id))].join();
  }

  body(): OccupancyBody {
    const { present, quality, sinceMs, band, areas } = this.section();
    return {
      ...{ present, quality, band },
      seats: this.#config.office.seats,
      since: new Date(sinceMs).toISOString(),
      areas: areas.map(({ id, present: inside }) => ({ area: id, present: inside })),
    };
  }

  #nextBand(present: number | null): OccupancyBand | null {
    this.#band = bandOf(this.#band, present, this.#config.office.seats);
    return this.#band;
  }
}
