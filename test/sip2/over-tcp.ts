import { expect, onTestFinished, vi } from 'vitest';
import { milliseconds } from '../../device/contract/units.ts';
import type { Sip2Options } from '../../device/drivers/sip2/options.ts';
import { Sip2Directory } from '../../device/drivers/sip2/sip2-directory.ts';
import { socketConnect } from '../../device/drivers/sip2/socket-connect.ts';
import type { PatronAnswer } from '../../device/ports/patron-directory.ts';
import {
  SimulatedSip2Server,
  type SimulatedSip2ServerOptions,
} from '../../device/simulator/sip2/simulated-sip2-server.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { ASTA, CARD, OPTIONS, requestFor } from './directory-at-work.ts';

type Setting = { readonly options?: Partial<Sip2Options>; readonly serverTls?: SimulatedSip2ServerOptions['tls'] };

/** A directory and a simulated library with a real connection between them; only the clock is the test's. */
export class OverTcp {
  readonly clock = new ManualClock();
  readonly server: SimulatedSip2Server;
  readonly directory: Sip2Directory;
  readonly statuses: string[] = [];

  private constructor(server: SimulatedSip2Server, clock: ManualClock, options: Partial<Sip2Options>) {
    this.clock = clock;
    this.server = server;
    const where: Sip2Options = { ...OPTIONS, host: '127.0.0.1', port: server.port, ...options };
    this.directory = new Sip2Directory({
      options: where,
      connect: socketConnect(where),
      clock,
      timeZone: 'Europe/Stockholm',
      random: () => 0.5,
    });
  }

  /** A started one; it goes with the test. */
  static async start({ options = {}, serverTls }: Setting = {}): Promise<OverTcp> {
    const clock = new ManualClock();
    const server = new SimulatedSip2Server({ clock, ...(serverTls === undefined ? {} : { tls: serverTls }) });
    server.library.patrons.set(CARD, ASTA);
    await server.start();
    const work = new OverTcp(server, clock, options);
    onTestFinished(async () => {
      await work.directory.stop();
      await server.stop();
    });
    work.directory.start({
      statusChanged: ({ state, faultCode }) =>
        work.statuses.push(faultCode === undefined ? state : `${state} ${faultCode}`),
    });
    return work;
  }

  /** One whose library has been found to be there. */
  static async ready(setting: Setting = {}): Promise<OverTcp> {
    const work = await OverTcp.start(setting);
    await work.become('ready');
    return work;
  }

  ask(card: string = CARD, pin: string | null = null): Promise<PatronAnswer> {
    return this.directory.ask(requestFor(card, pin), milliseconds(1_500));
  }

  /** Waits until the status is this; `windMs`: by so much the clock is wound meanwhile, again and again. */
  async become(status: string, windMs = 0): Promise<void> {
    await expect
      .poll(
        () => {
          if (this.statuses.at(-1) !== status && windMs > 0) this.clock.advance(windMs);
          return this.statuses.at(-1);
        },
        { timeout: 10_000, interval: 5 },
      )
      .toBe(status);
  }

  /** Waits until the library has heard messages of this code so many times. */
  async heard(code: string, times = 1): Promise<void> {
    await vi.waitFor(
      () => expect(this.server.library.heard.filter((one) => one === code).length).toBeGreaterThanOrEqual(times),
      { timeout: 10_000, interval: 2 },
    );
  }
}
