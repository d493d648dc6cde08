import { CredentialHash } from '../../device/contract/ids.ts';
import { milliseconds } from '../../device/contract/units.ts';
import { sealNumber } from '../../device/drivers/sealed-number.ts';
import { SIP2_DEFAULTS } from '../../device/drivers/sip2/options.ts';
import { Sip2Directory } from '../../device/drivers/sip2/sip2-directory.ts';
import { socketConnect } from '../../device/drivers/sip2/socket-connect.ts';
import { stockLibrary } from '../../device/simulator/sip2/library-hands.ts';
import { SimulatedSip2Server } from '../../device/simulator/sip2/simulated-sip2-server.ts';
import { systemClock } from '../../device/system-clock.ts';
import { type Spread, spreadOf } from './statistics.ts';

const ASKS = 500;
const DEADLINE = milliseconds(1_500);

/** Of a library over TCP on this machine: an answer while it is well; then what its death costs the first and the others. */
export type LibraryTimes = { readonly well: Spread; readonly firstDead: number; readonly thenDead: Spread };

/** In ms. */
export async function benchLibrary(): Promise<LibraryTimes> {
  const server = new SimulatedSip2Server({ clock: systemClock });
  stockLibrary(server);
  await server.start();
  const options = { ...SIP2_DEFAULTS, host: '127.0.0.1', port: server.port, institution: '' };
  const parts = { clock: systemClock, timeZone: 'Europe/Stockholm', random: Math.random };
  const directory = new Sip2Directory({ ...parts, options, connect: socketConnect(options) });
  await new Promise<void>((resolve) => {
    directory.start({ statusChanged: ({ state }) => state === 'ready' && resolve() });
  });
  const credential = CredentialHash.parse('0'.repeat(32));
  const ask = async () => {
    const from = performance.now();
    await directory.ask({ credential, number: sealNumber('21234000000014'), pin: null }, DEADLINE);
    return performance.now() - from;
  };
  const well = await times(ASKS, ask);
  server.library.fail({ mute: true });
  const firstDead = await ask();
  const thenDead = await times(ASKS, ask);
  await directory.stop();
  await server.stop();
  return { well: spreadOf(well), firstDead, thenDead: spreadOf(thenDead) };
}

async function times(count: number, act: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n < count; n++) taken.push(await act());
  return taken;
}
