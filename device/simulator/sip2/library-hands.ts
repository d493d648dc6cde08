import type { LibraryVerb } from '../../contract/api.ts';
import type { SimulatedSip2Server } from './simulated-sip2-server.ts';
import type { Sip2Faults } from './sip2-faults.ts';

/** Long beyond what anybody waits at a door. */
const SLOW_MS = 5_000;

const faultsOf: Readonly<Record<Exclude<LibraryVerb['trouble'], 'none' | 'down'>, Partial<Sip2Faults>>> = {
  slow: { slowMs: SLOW_MS },
  mute: { mute: true },
  garbage: { garbage: '\u0007\u0000HTTP/1.1 400 Bad Request\r\n', spoilt: Number.POSITIVE_INFINITY },
  'bad-checksum': { spoilt: Number.POSITIVE_INFINITY },
  'wrong-card': { wrongCard: true },
  charset: { asksAgain: Number.POSITIVE_INFINITY },
  'refuses-login': { refusesLogin: true },
};

/** A few patrons to try out with, by the numbers on their cards. All names are made up. */
export function stockLibrary({ library: { patrons } }: SimulatedSip2Server): void {
  const lives = { address: 'Storgatan 1', born: '19800101' };
  patrons.set('21234000000014', { ...lives, name: 'Alva Exempel', pin: '4711' });
  patrons.set('21234000000022', { ...lives, name: 'Bo Exempel', pin: '4711', conditions: [5] });
  patrons.set('21234000000030', { ...lives, name: 'Cilla Exempel', pin: '4711', expires: '20200101' });
}

/** One trouble at a time. */
export async function troubleLibrary(server: SimulatedSip2Server, { trouble }: LibraryVerb): Promise<void> {
  server.library.heal();
  if (trouble === 'down') await server.stop();
  else await server.start();
  if (trouble !== 'none' && trouble !== 'down') server.library.fail(faultsOf[trouble]);
}
