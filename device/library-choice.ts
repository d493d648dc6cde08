import { readFileSync } from 'node:fs';
import type { Config, LibraryConfigOf } from './contract/config.ts';
import { wallTimeAt } from './domain/wall-clock.ts';
import { SIP2_DEFAULTS } from './drivers/sip2/options.ts';
import { LateLibrary } from './late-library.ts';
import type { Clock } from './ports/clock.ts';
import type { PatronDirectory } from './ports/patron-directory.ts';
import type { PatronMemory } from './ports/patron-memory.ts';
import type { SimulatedSip2Server } from './simulator/sip2/simulated-sip2-server.ts';

type Parts = {
  readonly clock: Clock;
  readonly memory: PatronMemory;
  /** Of a config that asks for one; it is started here. */
  readonly simulated: SimulatedSip2Server | null;
};

type Common = { readonly clock: Clock; readonly timeZone: string; readonly random: () => number };

/** The library that the config names; null for none. What speaks to one is loaded only where there is one. */
export async function chooseLibrary(
  config: Config,
  { clock, memory, simulated }: Parts,
): Promise<PatronDirectory | null> {
  const { library, office } = config;
  const common: Common = { clock, timeZone: office.timeZone, random: Math.random };
  switch (library.system) {
    case 'none':
      return null;
    case 'local':
      return (await import('./drivers/local-patrons.ts')).localPatrons(memory, clock);
    case 'sip2':
      return sip2(library, common);
    case 'koha':
      return koha(library, common);
    case 'simulated':
      if (simulated === null) throw new Error('the simulated library was not made');
      await simulated.start();
      return sip2({ ...plainSip2, port: simulated.port }, common);
  }
}

const plainSip2: Omit<LibraryConfigOf<'sip2'>, 'port'> = {
  ...SIP2_DEFAULTS,
  ...{ system: 'sip2', host: '127.0.0.1', institution: '' },
  denyPositions: [...SIP2_DEFAULTS.denyPositions],
};

async function sip2(config: LibraryConfigOf<'sip2'>, common: Common): Promise<PatronDirectory> {
  const { Sip2Directory } = await import('./drivers/sip2/sip2-directory.ts');
  const { socketConnect } = await import('./drivers/sip2/socket-connect.ts');
  const { system: _, tls, terminalPasswordFile, login, ...plain } = config;
  return new LateLibrary(common.clock, () => {
    const options = {
      ...plain,
      ...(tls && { tls: { ca: tls.caFile && readFileSync(tls.caFile, 'utf8'), servername: tls.servername } }),
      ...(terminalPasswordFile && { terminalPassword: secretIn(terminalPasswordFile) }),
      ...(login && { login: { user: login.user, password: secretIn(login.passwordFile) } }),
    };
    return new Sip2Directory({ ...common, options, connect: socketConnect(options) });
  });
}

async function koha(config: LibraryConfigOf<'koha'>, { clock, timeZone, random }: Common): Promise<PatronDirectory> {
  const { KohaDirectory } = await import('./drivers/koha/koha-directory.ts');
  const { NodeConnection } = await import('./drivers/koha/node-connection.ts');
  const { url, caFile, login, denyRestricted } = config;
  return new LateLibrary(clock, () => {
    const ca = caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') };
    return new KohaDirectory({
      connection: new NodeConnection({ root: url, ...ca }),
      login:
        login.kind === 'basic'
          ? { kind: 'basic', user: login.user, password: secretIn(login.passwordFile) }
          : { kind: 'client-credentials', clientId: login.clientId, clientSecret: secretIn(login.secretFile) },
      denyRestricted,
      today: () => dayAt(clock, timeZone),
      ...{ clock, random },
    });
  });
}

function secretIn(file: string): string {
  return readFileSync(file, 'utf8').trimEnd();
}

/** YYYY-MM-DD by the office's wall clock. */
function dayAt(clock: Clock, timeZone: string): string {
  const { year, month, day } = wallTimeAt(clock.wallMs(), timeZone);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}
