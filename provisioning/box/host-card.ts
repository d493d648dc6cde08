import { z } from 'zod';
import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import { placesOf } from '../files/places.ts';
import { BoxClient, exitOf } from './controller/box-client.ts';

export const HOST_CARD_HELP = `kontoret box host-card --label NAME [--root DIR] [--json]

The next card that is laid on a reader of this box, within 30 seconds, is enrolled as a host's. The label is what the log
calls its bearer; no number is ever typed.

It ends with 0 when the box waits for the card, 1 when it takes none, 69 when it does not run, 77 when you
are not root.`;

const options = {
  label: { type: 'string' },
  root: { type: 'string', default: '/' },
  json: { type: 'boolean', default: false },
} as const;

/** `box host-card`: how the first host comes to a box. */
export async function hostCard(args: readonly string[]): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { label, root } = parsed.values;
  if (label === undefined) return failed(EXIT.usage, 'usage', 'Whose card? --label NAME is missing.');
  const client = new BoxClient(placesOf(root).data);
  const asked = await client.ask('POST', 'admin/enrol-next', z.object({}), { role: 'host', label });
  if (asked.ok)
    return {
      exit: EXIT.done,
      lines: ['Lay the card on a reader now, within 30 seconds.'],
      told: { waits: true, label },
    };
  return failed(exitOf(asked.error), asked.error.code, `No card is taken: ${asked.error.message}`);
}
