import type { TerminalMessage } from './acs-codec.ts';
import { NO_FAULTS, type Sip2Faults } from './sip2-faults.ts';

export type SimulatedPatron = {
  readonly pin: string;
  /** The conditions of "patron status" that hold, counted from 1; 5 is "card reported lost". */
  readonly conditions?: readonly number[];
  /** YYYYMMDD; without it the card has no last day. */
  readonly expires?: string;
  readonly name: string;
  readonly address: string;
  /** YYYYMMDD. */
  readonly born: string;
};

/** Enough to see what a terminal asked; never what it said. */
const MOST_HEARD = 1000;
const ANOTHER_CARD = '99999999';
const INSTITUTION = 'SIMLIB';

/**
 * A library's register and what it answers, as Koha's and Evergreen's servers do: every answer about a patron carries
 * name, address and birth date, an unknown card has no CQ in a 64, and an empty PIN is right for everybody.
 */
export class SimulatedLibrary {
  /** By the number on the card. */
  readonly patrons = new Map<string, SimulatedPatron>();
  readonly #now: () => Date;
  #faults: Sip2Faults = NO_FAULTS;
  #heard: readonly string[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  get faults(): Sip2Faults {
    return this.#faults;
  }

  /** The codes of the last messages that came in, in their order, those that came twice twice. */
  get heard(): readonly string[] {
    return this.#heard;
  }

  /** From now on; what is not named stays as it is. */
  fail(faults: Partial<Sip2Faults>): void {
    this.#faults = { ...this.#faults, ...faults };
  }

  heal(): void {
    this.#faults = NO_FAULTS;
  }

  noteHeard(code: string): void {
    this.#heard = [...this.#heard, code].slice(-MOST_HEARD);
  }

  /** The answer without sequence number and checksum; null: the message is not known, and none is given. */
  answer({ code, fields }: TerminalMessage): string | null {
    switch (code) {
      case '93':
        return `94${this.#faults.refusesLogin ? 0 : 1}`;
      case '99':
        return this.#status();
      case '63':
        return this.#faults.withoutPatronInformation ? null : this.#patronInformation(fields);
      case '23':
        return this.#patronStatus(fields);
      case '35':
        return `36Y${this.#date()}AO${INSTITUTION}|AA${fields.get('AA') ?? ''}|`;
      default:
        return null;
    }
  }

  #status(): string {
    const { offline, withoutPatronInformation } = this.#faults;
    const supported = withoutPatronInformation ? 'YNNNYYYNNNNNNNNN' : 'YYYYYYYYYYYNYYYY';
    return `98${offline ? 'N' : 'Y'}YYNYN600003${this.#date()}2.00AO${INSTITUTION}|BX${supported}|`;
  }

  #patronInformation(fields: ReadonlyMap<string, string>): string {
    const card = fields.get('AA') ?? '';
    const patron = this.patrons.get(card);
    const head = `64${conditionsOf(patron)}001${this.#date()}${'0000'.repeat(6)}AO${INSTITUTION}|AA${this.#cardSaid(card)}|`;
    if (patron === undefined) return `${head}AE|BLN|AFInvalid cardnumber|${this.#extra()}`;
    const pin = fields.get('AD');
    const cq = pin === undefined ? '' : `CQ${isRight(pin, patron)}|`;
    const expires = patron.expires === undefined ? '' : `PA${patron.expires}    235959|`;
    const person = `BD${patron.address}|BE${patron.born}@example.org|BF070-1740605|PB${patron.born}|PCADULT|`;
    return `${head}AE${patron.name}|BLY|${cq}BHSEK|BV0.00|${person}${expires}AFHej ${patron.name}!|${this.#extra()}`;
  }

  #patronStatus(fields: ReadonlyMap<string, string>): string {
    const card = fields.get('AA') ?? '';
    const patron = this.patrons.get(card);
    const head = `24${conditionsOf(patron)}001${this.#date()}AO${INSTITUTION}|AA${this.#cardSaid(card)}|`;
    if (patron === undefined) return `${head}AE|BLN|CQN|`;
    return `${head}AE${patron.name}|BLY|CQ${isRight(fields.get('AD') ?? '', patron)}|${this.#extra()}`;
  }

  #cardSaid(card: string): string {
    return this.#faults.wrongCard ? ANOTHER_CARD : card;
  }

  #extra(): string {
    return this.#faults.unknownFields ? 'ZZwhatever|BLN|CQN|X|Q1\u0007|||' : '';
  }

  #date(): string {
    const [date = '', time = ''] = this.#now().toISOString().replaceAll(/[-:]/g, '').split(/[T.]/);
    return `${date}   Z${time}`;
  }
}

function conditionsOf(patron: SimulatedPatron | undefined): string {
  const holding = patron === undefined ? [1, 2, 3, 4] : (patron.conditions ?? []);
  return Array.from({ length: 14 }, (_, at) => (holding.includes(at + 1) ? 'Y' : ' ')).join('');
}

function isRight(pin: string, patron: SimulatedPatron): 'Y' | 'N' {
  return pin === '' || pin === patron.pin ? 'Y' : 'N';
}
