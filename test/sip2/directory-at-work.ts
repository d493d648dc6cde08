import { CredentialHash } from '../../device/contract/ids.ts';
import type { PartStatus } from '../../device/contract/status.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { sealNumber } from '../../device/drivers/sealed-number.ts';
import { SIP2_DEFAULTS, type Sip2Options } from '../../device/drivers/sip2/options.ts';
import { Sip2Directory } from '../../device/drivers/sip2/sip2-directory.ts';
import type { PatronAnswer, PatronRequest } from '../../device/ports/patron-directory.ts';
import { SimulatedLibrary, type SimulatedPatron } from '../../device/simulator/sip2/simulated-library.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { LibraryPipe } from './library-pipe.ts';

export const CARD = '21234000123456';
export const PIN = '4711';
export const ASTA: SimulatedPatron = { pin: PIN, name: 'Asta Nilsson', address: 'Storgatan 7', born: '19740605' };

export const OPTIONS: Sip2Options = {
  ...SIP2_DEFAULTS,
  host: 'sip.example.se',
  port: 6001,
  institution: 'SIMLIB',
  login: { user: 'scclient', password: 'clientpwd' },
  location: 'kontor-1',
};

/** A request about a card; the hash is made of the number's digits, one for each number. */
export function requestFor(card: string, pin: string | null = null): PatronRequest {
  const digits = Buffer.from(card, 'utf8').toString('hex').slice(-32).padStart(32, '0');
  return { credential: CredentialHash.parse(digits), number: sealNumber(card), pin };
}

/** What a promise has come to by now. */
export async function soFar<T>(promise: Promise<T>): Promise<T | 'pending'> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return Promise.race([promise, Promise.resolve('pending' as const)]);
}

/** A directory and a simulated library, with a pipe between them and a clock that the test winds. */
export class DirectoryAtWork {
  readonly clock = new ManualClock();
  readonly library = new SimulatedLibrary(() => new Date(this.clock.wallMs()));
  readonly pipe = new LibraryPipe(this.clock, this.library);
  readonly directory: Sip2Directory;
  readonly statuses: string[] = [];
  readonly told: PartStatus[] = [];
  /** What the dice show. */
  random = 0.5;

  constructor(options: Partial<Sip2Options> = {}) {
    this.library.patrons.set(CARD, ASTA);
    this.directory = new Sip2Directory({
      options: { ...OPTIONS, ...options },
      connect: this.pipe.connect,
      clock: this.clock,
      timeZone: 'Europe/Stockholm',
      random: () => this.random,
    });
  }

  /** One whose library has been found to be there. */
  static ready(options: Partial<Sip2Options> = {}): DirectoryAtWork {
    const work = new DirectoryAtWork(options);
    work.start();
    work.pass(100);
    return work;
  }

  start(): void {
    this.directory.start({
      statusChanged: (status) => {
        this.told.push(status);
        this.statuses.push(status.faultCode === undefined ? status.state : `${status.state} ${status.faultCode}`);
      },
    });
  }

  pass(ms: number): void {
    this.clock.advance(ms);
  }

  ask(card: string = CARD, pin: string | null = null, deadlineMs = 1_500): Promise<PatronAnswer> {
    return this.directory.ask(requestFor(card, pin), milliseconds(deadlineMs));
  }

  /** Asks, lets a tenth of a second go by, and answers with what came of it. */
  async askNow(card: string = CARD, pin: string | null = null): Promise<PatronAnswer | 'pending'> {
    const asked = this.ask(card, pin);
    this.pass(100);
    return soFar(asked);
  }
}
