import { createHash } from 'node:crypto';
import type { LoggedEvent } from '../../device/contract/events.ts';
import { logHeadText } from '../../device/contract/feed/history.ts';
import { publishedEvent } from '../../device/contract/feed/published-events.ts';
import { officeName } from '../../device/contract/feed/topics.ts';
import { type DoorId, ReaderId } from '../../device/contract/ids.ts';
import { FeedTeller } from '../../device/controller/feed-teller.ts';
import { BEGINS_AT, type Moment } from './agenda.ts';
import { SimulatedDoors } from './doors.ts';
import { healthOf } from './health.ts';
import { OfficeKey } from './office-key.ts';
import type { OfficeLink } from './office-link.ts';
import type { OfficePlan } from './office-plan.ts';
import { bootIdOf, type Random, randomOf } from './random.ts';
import { Room } from './room.ts';

const reader = ReaderId.parse('front');
const passage = { kind: 'uid', role: 'visitor', reader } as const;
/** How likely the reader is to want looking after in an hour. */
const READER_WARNED = 0.03;

/** Says what a box says when people come and go. What comes upon it while it has no power does not happen. */
export class SimulatedOffice {
  readonly link: OfficeLink;
  readonly #plan: OfficePlan;
  readonly #random: Random;
  readonly #key: OfficeKey;
  readonly #room: Room;
  readonly #doors: SimulatedDoors;
  #teller: FeedTeller | null = null;
  #startedAtMs = 0;
  #readerWarned = false;
  #log = { seq: 0, hash: '' };

  constructor(plan: OfficePlan, link: OfficeLink) {
    const { seed, office, seats, doors } = plan;
    this.link = link;
    this.#plan = plan;
    this.#random = randomOf(seed, office, 'life');
    this.#key = new OfficeKey(randomOf(seed, office, 'key'));
    this.#room = new Room(seats, BEGINS_AT);
    this.#doors = new SimulatedDoors(doors);
  }

  /** Nothing where it is on already. */
  powerOn(): void {
    const { link } = this;
    if (link.isOn) return;
    link.powerOn(bootIdOf(this.#random));
    this.#startedAtMs = link.clock.wallMs();
    this.#doors.allLocked();
    const since = new Date(this.#startedAtMs).toISOString();
    this.#teller = new FeedTeller({
      ...{ broker: link, doors: () => this.#doors.all(), evacuation: () => null },
      occupancy: { body: () => this.#room.body(since) },
    });
    this.#happened({ type: 'controller-started', version: '0.1.0' });
    this.#teller.tellCount();
    this.#teller.tellDoors();
    this.#readerWarned = false;
    this.#tellHealth();
  }

  perform(moment: Moment): void {
    if (moment.kind === 'power-on') this.powerOn();
    else if (this.link.isOn) this.#perform(moment, this.#plan.doors[moment.door] ?? this.#plan.doors[0]);
  }

  #perform(moment: Moment, door: DoorId): void {
    switch (moment.kind) {
      case 'arrive':
      case 'leave':
        this.#letThrough(moment.kind, door, moment.atMinute);
        break;
      case 'turned-away':
        this.#room.turnedAway();
        this.#happened({ type: 'access-denied', ...passage, door, direction: 'in', reason: 'seats-taken' });
        break;
      case 'opened':
        this.#doors.opened(door);
        this.#happened({ type: 'access-taken', door });
        this.#teller?.tellDoors();
        break;
      case 'closed':
        this.#doors.locked(door);
        this.#teller?.tellDoors();
        break;
      case 'hour':
        this.#endHour(moment.atMinute);
        break;
      case 'night':
        this.#beginAnew(moment.atMinute);
        break;
      case 'drop':
        void this.link.dropConnection();
        break;
      case 'power-cut':
        void this.link.powerOff();
        break;
      case 'clock':
        this.link.moveClock(moment.skewMs);
        break;
    }
  }

  #letThrough(kind: 'arrive' | 'leave', door: DoorId, atMinute: number): void {
    const direction = kind === 'arrive' ? 'in' : 'out';
    const nobody = { pseudonym: null, visit: null };
    this.#happened({ type: 'access-granted', ...passage, ...nobody, door, direction, mode: 'unattended' });
    if (kind === 'arrive') this.#room.came(atMinute);
    else this.#room.went(atMinute);
    this.#doors.released(door);
    this.#teller?.tellCount();
    this.#teller?.tellDoors();
  }

  #endHour(atMinute: number): void {
    this.link.put({ stream: 'hourly', body: this.#room.endHour(atMinute) });
    const before = this.#readerWarned;
    this.#readerWarned = this.#random() < READER_WARNED;
    if (this.#readerWarned !== before) this.#tellHealth();
  }

  #beginAnew(atMinute: number): void {
    this.#room.emptied(atMinute);
    this.#happened({ type: 'occupancy-reset' });
    this.#teller?.tellCount();
    const at = new Date(this.link.clock.wallMs()).toISOString();
    const signed = logHeadText({ office: officeName(this.#plan), ...this.#log, at });
    this.link.put({ stream: 'log-head', body: this.#key.sign(signed) });
  }

  #tellHealth(): void {
    this.link.tell({ stream: 'health', body: healthOf(this.#plan.doors, this.#readerWarned, this.#startedAtMs) });
  }

  /** Into the log, of which only the head is kept here, and to the broker. */
  #happened(event: LoggedEvent): void {
    const { seq, hash } = this.#log;
    this.#log = { seq: seq + 1, hash: createHash('sha256').update(hash).update(JSON.stringify(event)).digest('hex') };
    const body = publishedEvent(event);
    if (body !== null) this.link.put({ stream: 'events', body });
  }
}
