import { faultIn } from './hygiene.ts';
import type { Answer, Asked, RawClient } from './raw-client.ts';
import { bodies, goodHosts, goodOrigins, hosts, METHODS, origins, rowsOf } from './requests.ts';
import type { Route } from './routes.ts';

type Keys = Readonly<Record<string, Record<string, string>>>;
type Fault = string | null;

/** Asks all of it, some at a time; one line for each answer that is not as it should be. */
export async function faultsOf(
  client: RawClient,
  asked: readonly Asked[],
  more: (answer: Answer, asked: Asked) => Fault = () => null,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const askOne = async (each: Asked) => {
    const answer = await client.ask(each).catch((cause) => ({ status: 0, headers: {}, body: String(cause) }));
    const fault = faultIn(answer, each.method !== 'HEAD') ?? more(answer, each);
    if (fault !== null) faults.push(`${fault}: ${described(each)} → ${answer.status} ${answer.body.slice(0, 120)}`);
  };
  for (let from = 0; from < asked.length; from += 8) await Promise.all(asked.slice(from, from + 8).map(askOne));
  return faults;
}

function described({ method, path, headers, body = null }: Asked): string {
  return `${method} ${path.slice(0, 80)} ${JSON.stringify(headers)} ${String(body).slice(0, 60)}`;
}

/**
 * For each route rows of what may come, none of them with the right to it: a wrong host or origin, or a key that does not
 * open it. `ownerOf`: whose key does; null where anybody’s does. Each second row is by the route’s own method.
 */
export function withoutRight(
  routes: readonly Route[],
  {
    keys,
    port,
    pathOf,
    ownerOf,
  }: { keys: Keys; port: number; pathOf(url: string): string; ownerOf(url: string): string | null },
): readonly Asked[] {
  const [allHosts, allOrigins] = [hosts(port), origins(port)];
  const factors = {
    ...{ host: Object.keys(allHosts), origin: Object.keys(allOrigins), key: Object.keys(keys) },
    ...{ body: Object.keys(bodies), method: METHODS },
  };
  return routes.flatMap(({ method, url }, nth) =>
    rowsOf(factors, nth).map((row, at): Asked => {
      const owner = ownerOf(url);
      const hasRight =
        goodHosts.includes(row.host) && goodOrigins.includes(row.origin) && (owner === null || row.key === owner);
      const host = allHosts[hasRight && owner === null ? 'evil' : row.host] ?? null;
      const origin = allOrigins[row.origin] ?? null;
      const { headers = {}, body } = bodies[row.body] ?? { body: null };
      return {
        method: (at + nth) % 2 === 0 ? method : row.method,
        path: pathOf(url),
        headers: { ...headers, ...keys[hasRight ? 'none' : row.key], ...(host && { host }), ...(origin && { origin }) },
        body,
      };
    }),
  );
}
