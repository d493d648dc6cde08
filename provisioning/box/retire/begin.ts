import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Health } from '../../../device/contract/api.ts';
import { CONTROLLER_UNIT, KIOSK_UNIT, type Places } from '../../files/places.ts';
import { parseJson, readJsonFile } from '../../files/text-file.ts';
import type { Around } from '../around.ts';
import { BoxClient } from '../controller/box-client.ts';
import { runLogCommand } from '../log-command.ts';
import { compiledCode, erasedPlaces, filesBelow } from './erased-places.ts';
import { type RetireState, writeRetireState } from './state.ts';
import { Statement } from './statement.ts';
import { tracesOf } from './traces.ts';

export const boxKeyFile = ({ data }: Places) => join(data, 'box.key');

const UNITS = ['ak-update.timer', 'ak-update.service', KIOSK_UNIT, CONTROLLER_UNIT];

/** Stops what runs, for good. False when a controller answers all the same. */
export async function stopForGood(places: Places, { run }: Around): Promise<boolean> {
  for (const unit of UNITS) await run('systemctl', ['disable', '--now', unit]);
  return !(await new BoxClient(places.data).ask('GET', 'health', Health)).ok;
}

/** The journal cannot be cut off for one unit alone (journalctl(1), --vacuum-time). */
async function cutJournal({ run }: Around): Promise<boolean> {
  const rotated = await run('journalctl', ['--rotate']);
  const cut = await run('journalctl', ['--vacuum-time=1s']);
  return rotated?.status === 0 && cut?.status === 0;
}

/** Writes down what there is and by what it is known again; from then on the retirement only ever goes on. */
export async function beginRetirement(
  places: Places,
  { office, statementFile }: { office: string; statementFile: string },
  around: Around,
): Promise<RetireState> {
  const [erasing, salt] = [erasedPlaces(places), randomBytes(16).toString('hex')];
  const files = [...new Set(erasing.flatMap(filesBelow))];
  const compiled = new Set(filesBelow(compiledCode(places)));
  const traced = files.filter((file) => !compiled.has(file)).map((file) => tracesOf(file, salt));
  return writeRetireState(places, {
    ...{ phase: 'erasing', statementFile, places: [...erasing], salt, signed: null },
    about: {
      ...{ office, begunAt: new Date(around.now()).toISOString() },
      ...{ logHead: await logHead(places, around), lastSeal: lastSeal(places) },
      erased: files.map((file) => ({ file, bytes: statSync(file).size })),
      journalErased: await cutJournal(around),
    },
    tooShort: traced.reduce((sum, { tooShort }) => sum + tooShort, 0),
    traces: traced.flatMap(({ traces }) => traces),
  });
}

const Verified = z.object({ head: Statement.shape.logHead.unwrap() });

/** The log is followed to its end, so that what central staff have of it can be held against that. */
async function logHead(places: Places, around: Around): Promise<RetireState['about']['logHead']> {
  const verified = await runLogCommand(around, places, ['verify']);
  return Verified.safeParse(parseJson(verified?.output ?? '')).data?.head ?? null;
}

function lastSeal({ data }: Places): RetireState['about']['lastSeal'] {
  const file = join(data, 'log-head.json');
  const read = existsSync(file) ? readJsonFile(file, Statement.shape.lastSeal.unwrap()) : null;
  return read?.ok ? read.value : null;
}
