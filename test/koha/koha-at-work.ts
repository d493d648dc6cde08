import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, vi } from 'vitest';
import { CredentialHash } from '../../device/contract/ids.ts';
import { milliseconds } from '../../device/contract/units.ts';
import type { HttpConnection } from '../../device/drivers/koha/http-connection.ts';
import { KohaDirectory } from '../../device/drivers/koha/koha-directory.ts';
import type { KohaLogin } from '../../device/drivers/koha/login.ts';
import { NodeConnection } from '../../device/drivers/koha/node-connection.ts';
import { sealNumber } from '../../device/drivers/sealed-number.ts';
import type { PatronAnswer } from '../../device/ports/patron-directory.ts';
import type { SimulatedPatron } from '../../device/simulator/koha/koha-patrons.ts';
import { SimulatedKoha } from '../../device/simulator/koha/simulated-koha.ts';
import { ManualClock } from '../support/manual-clock.ts';

export const ACCOUNT = { user: 'box', password: 'lösen:ord', clientId: 'box-1', clientSecret: 's&cret=1' };
export const BY_TOKEN = {
  kind: 'client-credentials',
  clientId: ACCOUNT.clientId,
  clientSecret: ACCOUNT.clientSecret,
} as const satisfies KohaLogin;
export const BY_PASSWORD = {
  kind: 'basic',
  user: ACCOUNT.user,
  password: ACCOUNT.password,
} as const satisfies KohaLogin;

/** A patron in good standing. */
export const PATRON: SimulatedPatron = { cardNumber: 'LIB-20440017', pin: '4711' };

/** What an ask has to be answered in, unless told otherwise. */
export const DEADLINE_MS = 3_000;

type Setting = { readonly login?: KohaLogin; readonly denyRestricted?: boolean };

/** The word for a status that tests compare. */
function wordOf({ state, faultCode }: { readonly state: string; readonly faultCode?: string | undefined }): string {
  return faultCode === undefined ? state : `${state} ${faultCode}`;
}

/** A directory over a connection, with a clock that the test winds. The office's day is 2026-03-02. */
export class DirectoryAtWork {
  readonly clock: ManualClock;
  readonly directory: KohaDirectory;
  readonly statuses: string[] = [];
  today = '2026-03-02';
  /** What chance gives, 0–1. */
  random = 0.5;

  constructor(connection: HttpConnection, clock: ManualClock, { login = BY_TOKEN, denyRestricted = false }: Setting) {
    this.clock = clock;
    this.directory = new KohaDirectory({
      ...{ connection, login, denyRestricted, clock },
      today: () => this.today,
      random: () => this.random,
    });
    onTestFinished(() => this.directory.stop());
  }

  start(): void {
    this.directory.start({ statusChanged: (status) => this.statuses.push(wordOf(status)) });
  }

  get status(): string {
    return wordOf(this.directory.status());
  }

  ask(cardNumber: string, pin: string | null = null, deadlineMs = DEADLINE_MS): Promise<PatronAnswer> {
    const credential = CredentialHash.parse(createHash('sha256').update(cardNumber).digest('hex').slice(0, 32));
    return this.directory.ask({ credential, number: sealNumber(cardNumber), pin }, milliseconds(deadlineMs));
  }

  /** Resolves when the status is so; the sockets may take what time they need, the clock stands still. */
  async reaches(status: string): Promise<void> {
    await vi.waitFor(() => expect(this.status).toBe(status), { timeout: 5_000, interval: 5 });
  }

  /** Lets time pass in small steps, and what waits for no socket be done between. */
  async pass(ms: number, stepMs = 100): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.advance(stepMs);
      await setImmediate();
    }
  }
}

/** A directory and a simulated Koha, with real sockets between them. */
export class KohaAtWork extends DirectoryAtWork {
  readonly koha: SimulatedKoha;

  private constructor(koha: SimulatedKoha, clock: ManualClock, setting: Setting) {
    super(new NodeConnection({ root: koha.url }), clock, setting);
    this.koha = koha;
  }

  /** One that is started and ready, its Koha knowing `PATRON`. Both end with the test. */
  static async ready(setting: Setting = {}): Promise<KohaAtWork> {
    const work = await KohaAtWork.made(setting);
    work.start();
    await work.reaches('ready');
    return work;
  }

  static async made(setting: Setting = {}): Promise<KohaAtWork> {
    const clock = new ManualClock();
    const koha = new SimulatedKoha(clock, ACCOUNT);
    koha.putPatron(PATRON);
    await koha.start();
    onTestFinished(() => koha.stop());
    return new KohaAtWork(koha, clock, setting);
  }
}
