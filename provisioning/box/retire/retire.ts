import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { EXIT } from '../../command-line/exit-codes.ts';
import { failed, type Outcome } from '../../command-line/outcome.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import type { Places } from '../../files/places.ts';
import { parseJson, readJsonFile } from '../../files/text-file.ts';
import { type Around, typed } from '../around.ts';
import { recordFile } from '../install/bundle-record.ts';
import { mayChange } from '../may-change.ts';
import { beginRetirement, boxKeyFile, stopForGood } from './begin.ts';
import { goOn } from './go-on.ts';
import { readRetireState } from './state.ts';
import { type SignedStatement, Statement } from './statement.ts';

export const RETIRE_HELP = `kontoret box retire [--yes] [--statement FILE] [--json]

Ends this box. Its units are stopped and disabled; keys, config, log, backups that lie aside and the journal are
overwritten and removed; what is left below the box's places is looked through for anything of it. What was erased and
found is written down and signed with the box's own key, which goes last. Make a backup first, if anybody needs its log.

On flash (SD cards, SSDs) overwriting cannot reach every old cell. Where the disk was not encrypted, and what was on it
matters, break the card.

  --yes             asks nobody; else the name of the office has to be typed
  --statement FILE  where the statement goes; ./retired-OPERATOR-OFFICE.json without it

Cut short by a power cut, it goes on where it was when it is given again, with another --statement too. It ends with 0 when nothing of it was found, 1
when something was, or when nothing was done; kontoret box verify-statement checks a statement later.`;

const options = {
  yes: { type: 'boolean', default: false },
  statement: { type: 'string' },
  root: { type: 'string', default: '/' },
  json: { type: 'boolean', default: false },
} as const;

/** `box retire`: nothing of the office stays on this machine, and a statement says so. */
export async function retire(args: readonly string[], terminal: Terminal, around: Around): Promise<Outcome> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return failed(EXIT.usage, 'usage', parsed.wrong);
  const { yes, statement, root } = parsed.values;
  const may = mayChange(root, around);
  if ('refused' in may) return may.refused;
  const { places } = may;
  const begun = readRetireState(places);
  if (!begun.ok) return failed(EXIT.failed, begun.error.code, begun.error.detail);
  if (statement !== undefined && isErased(resolve(statement), places)) return PLACE_ERASED;
  const asked =
    begun.value === null
      ? await agreed({ yes, statement, places }, around)
      : { ...begun.value, ...(statement !== undefined && { statementFile: resolve(statement) }) };
  if ('exit' in asked) return asked;
  terminal.note('Stopping the controller …');
  if (!(await stopForGood(places, around)))
    return failed(EXIT.tryAgain, 'box-running', 'The controller still answers: nothing was erased. Stop it first.');
  const state = 'phase' in asked ? asked : await beginRetirement(places, asked, around);
  return outcomeOf(goOn(state, { places, around, terminal }), state.statementFile, places);
}

type Asked = { readonly yes: boolean; readonly statement: string | undefined; readonly places: Places };

type Agreed = { readonly office: string; readonly statementFile: string };

async function agreed({ yes, statement, places }: Asked, around: Around): Promise<Agreed | Outcome> {
  if (!existsSync(places.settings) && !existsSync(places.data))
    return failed(EXIT.refused, 'no-box', 'There is no box here: nothing was done.');
  const office = officeOf(places);
  const statementFile = resolve(statement ?? `retired-${office.replace('/', '-')}.json`);
  if (isErased(statementFile, places)) return PLACE_ERASED;
  const named = yes ? office : await typed(around, `This erases ${office} for good. Type its name to do so:`);
  return named === office ? { office, statementFile } : failed(EXIT.refused, 'not-agreed', 'Nothing was done.');
}

const PLACE_ERASED = failed(EXIT.usage, 'usage', '--statement: that place is erased.');

function isErased(file: string, { settings, data, releases }: Places): boolean {
  return [settings, data, releases].some((place) => file.startsWith(`${place}/`));
}

const Named = z.object({ office: z.object({ operator: z.string().max(80), id: z.string().max(80) }) });
const Recorded = z.object({ operator: z.string().max(80), office: z.string().max(80) });

/** By its config, or by the bundle that it was made of. */
function officeOf(places: Places): string {
  const config = readJsonFile(places.config, Named);
  if (config.ok) return `${config.value.office.operator}/${config.value.office.id}`;
  const record = readJsonFile(recordFile(places), Recorded);
  return record.ok ? `${record.value.operator}/${record.value.office}` : 'unknown/unknown';
}

function outcomeOf(signed: SignedStatement, file: string, places: Places): Outcome {
  const { erased, searched, office } = Statement.parse(parseJson(signed.signed));
  const isKeyLeft = existsSync(boxKeyFile(places));
  const clean = searched.found.length === 0 && searched.left.length === 0 && !isKeyLeft;
  return {
    exit: clean ? EXIT.done : EXIT.refused,
    lines: [
      `${office}: ${erased.length} files erased. ${searched.bytes} bytes in ${searched.files} files were looked through.`,
      ...searched.left.map((left) => `Still there: ${left}`),
      ...searched.found.map(({ in: at, of }) => `Something of ${of} is in ${at}`),
      ...(isKeyLeft ? ['The box’s own key is still there.'] : []),
      ...(clean ? ['Nothing of it was found.'] : []),
      `The statement is ${file}${signed.signature === null ? ', without a signature: this box had no key of its own that can be read' : ''}`,
      'On flash, old cells may be left that no program reaches; break the card where that matters.',
    ],
    told: { outcome: clean ? 'done' : 'left', office, statement: file, erased: erased.length, searched },
  };
}
