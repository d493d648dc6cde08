import type { HourlyBody } from '../../device/contract/feed/history.ts';
import type { OccupancyBody } from '../../device/contract/feed/state.ts';
import { bandOf } from '../../device/domain/occupancy-band.ts';

const HOUR = 60;
const twoDecimals = (value: number) => Math.round(value * 100) / 100;

/** How many are inside, and what the present hour has come to. Minutes are simulated. */
export class Room {
  readonly #seats: number;
  #present = 0;
  #band: OccupancyBody['band'] = null;
  #hour: { entries: number; exits: number; turnedAway: number; peak: number; personMinutes: number };
  #countedUntil: number;

  constructor(seats: number, atMinute: number) {
    this.#seats = seats;
    this.#countedUntil = atMinute;
    this.#hour = this.#emptyHour();
  }

  came(atMinute: number): void {
    this.#move(atMinute, this.#present + 1);
    this.#hour.entries += 1;
  }

  /** Whoever came while the box was dead leaves without having been counted. */
  went(atMinute: number): void {
    this.#move(atMinute, Math.max(0, this.#present - 1));
    this.#hour.exits += 1;
  }

  turnedAway(): void {
    this.#hour.turnedAway += 1;
  }

  emptied(atMinute: number): void {
    this.#move(atMinute, 0);
  }

  /** `since`: when the box was started. */
  body(since: string): OccupancyBody {
    const present = this.#present;
    this.#band = bandOf(this.#band, present, this.#seats);
    return { present, seats: this.#seats, quality: 'counted', since, band: this.#band, areas: [] };
  }

  /** The hour that was over last; the next one begins. */
  endHour(atMinute: number): HourlyBody {
    this.#move(atMinute, this.#present);
    const { entries, exits, turnedAway, peak, personMinutes } = this.#hour;
    this.#hour = this.#emptyHour();
    const openMinutes = { staffed: 0, 'self-hosted': 0, unattended: HOUR };
    return {
      from: new Date(FIRST_MIDNIGHT_MS + (Math.floor(atMinute / HOUR) - 1) * HOUR * 60_000).toISOString(),
      ...{ presentMean: twoDecimals(personMinutes / HOUR), presentPeak: peak, knownMinutes: HOUR },
      ...{ entries, exits, companions: 0 },
      endedBy: { 'tapped-out': exits, 'slot-end': 0, nightly: 0, host: 0, 'staff-leaves': 0 },
      dwell: { under15Min: 0, from15MinTo1H: exits, from1HTo3H: 0, over3H: 0, unknown: 0 },
      denied: turnedAway === 0 ? {} : { 'seats-taken': turnedAway },
      ...{ openPlannedMinutes: openMinutes, openActualMinutes: openMinutes },
    };
  }

  #move(atMinute: number, present: number): void {
    this.#hour.personMinutes += this.#present * Math.max(0, atMinute - this.#countedUntil);
    this.#countedUntil = atMinute;
    this.#present = present;
    this.#hour.peak = Math.max(this.#hour.peak, present);
  }

  #emptyHour() {
    return { entries: 0, exits: 0, turnedAway: 0, peak: this.#present, personMinutes: 0 };
  }
}

/** The simulated days begin on a Monday. */
const FIRST_MIDNIGHT_MS = Date.UTC(2026, 10, 23);
