import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FaultLevel, type FleetSettings } from './settings.ts';

export const USAGE = `Many offices on one broker, to see what it and the feed can take:
  npm run fleet -- [--offices 1000] [--minutes 5] [--speed N] [--seed 1] [--faults none|usual|hard]
                   [--broker mqtt://host:port[,mqtt://host:port] | --restart-broker] [--json]

  --offices         how many; 100 without it
  --minutes         for how long they send; 5 without it. What waits then has two minutes more to come through
  --speed           simulated minutes in each real one; without it the run covers one day, from 6 in the morning
  --seed            the same number sends the same messages
  --faults          how often connections break, boxes lose power and clocks jump; usual without it
  --broker          brokers of one cluster, without credentials; without it a mosquitto is started
  --restart-broker  stops and starts that mosquitto in the middle
  --json            one object on standard output

It ends with 0 when everything came through, well-formed and in order, 1 when not, 64 when it was called wrongly,
69 when there is no broker.`;

const options = {
  offices: { type: 'string', default: '100' },
  minutes: { type: 'string', default: '5' },
  speed: { type: 'string' },
  seed: { type: 'string', default: '1' },
  faults: { type: 'string', default: 'usual' },
  broker: { type: 'string' },
  'restart-broker': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const DAY_MINUTES = 24 * 60;

/** Faults cut plain TCP connections, so that brokers are reached without TLS. */
const Url = z.url({ protocol: /^mqtt$/, error: 'is not mqtt://host:port' });
const Values = z.object({
  offices: z.coerce.number().int().min(1).max(9_999),
  minutes: z.coerce.number().positive().max(DAY_MINUTES),
  speed: z.coerce.number().positive().max(100_000).optional(),
  seed: z.coerce.number().int().min(0),
  faults: FaultLevel,
  broker: z
    .string()
    .transform((urls) => urls.split(','))
    .pipe(z.tuple([Url], Url))
    .optional(),
});

/** `help`: that was asked for. Else the command, or what is wrong with how it was called. */
export function readArguments(
  args: readonly string[],
): { readonly settings: FleetSettings; readonly json: boolean } | 'help' | { readonly wrong: string } {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    return values.help ? 'help' : commandOf(values);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { wrong: cause.message };
  }
}

function commandOf({ 'restart-broker': restartBroker = false, json = false, ...given }: Record<string, unknown>) {
  const values = Values.safeParse(given);
  if (!values.success) {
    const [issue] = values.error.issues;
    return { wrong: `--${String(issue?.path[0])}: ${issue?.message}` };
  }
  const { broker: urls = null, speed, ...rest } = values.data;
  if (restartBroker === true && urls !== null)
    return { wrong: '--restart-broker is for the broker that it starts itself.' };
  const settings = { ...rest, urls, restartBroker: restartBroker === true, speed: speed ?? DAY_MINUTES / rest.minutes };
  return { settings, json: json === true };
}
