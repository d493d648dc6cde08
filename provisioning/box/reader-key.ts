import { z } from 'zod';
import { EXIT } from '../command-line/exit-codes.ts';
import { failed, type Outcome } from '../command-line/outcome.ts';
import { parse } from '../command-line/parse-arguments.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { placesOf } from '../files/places.ts';
import { BoxClient, exitOf } from './controller/box-client.ts';

export const READER_KEY_HELP = `kontoret box reader-key --reader ID [--root DIR] [--json]

Gives an OSDP reader a key of its own: set it to install mode, and within a minute it has one. From then on it is talked to
with that key or not at all. The ID is the reader's in the config.

It ends with 0 when the reader has its key, 1 when it took none, 69 when the controller does not run, 77 when
you are not root.`;

const options = {
  reader: { type: 'string' },
  root: { type: 'string', default: '/' },
  json: { type: 'boolean', default: false },
} as const;

/** The controller waits a minute for a reader that takes a key. */
const LONGEST_MS = 75_000;

/** `box reader-key`: so that nobody on its wires can be a reader. */
export async function readerKey(args: readonly string[], { note }: Pick<Terminal, 'note'>): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { reader, root } = parsed.values;
  if (reader === undefined) return failed(EXIT.usage, 'usage', 'Which reader? --reader ID is missing.');
  note('Set the reader to install mode now; the box waits for a minute.');
  const path = `admin/readers/${encodeURIComponent(reader)}/install-key`;
  const asked = await new BoxClient(placesOf(root).data).ask('POST', path, z.object({}), {}, LONGEST_MS);
  if (asked.ok) return { exit: EXIT.done, lines: [`${reader} has a key of its own.`], told: { reader, hasKey: true } };
  return failed(exitOf(asked.error), asked.error.code, `${reader} has no key: ${asked.error.message}`);
}
