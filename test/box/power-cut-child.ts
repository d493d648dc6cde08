import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBox } from '../../device/box.ts';
import { Config } from '../../device/contract/config.ts';
import { openDataFolder } from '../../device/data-folder.ts';
import { settingsOf } from '../../device/settings.ts';
import { systemClock } from '../../device/system-clock.ts';

/**
 * A whole box that is tapped by hands of its own until it is killed. What is presented, said and energised is in one
 * file, in the order in which it happened, and in it before anything follows from it.
 */
const [folder = '', screenFolder = '', config = '', firstCard = ''] = process.argv.slice(2);
/** Taps that are under way at once. */
const HANDS = 4;

const trace = join(folder, 'trace');
process.env.AK_SIM_TRACE = trace;
const write = (line: object) => appendFileSync(trace, `${JSON.stringify(line)}\n`);

const settings = settingsOf(Config.parse(JSON.parse(config)), 'test');
if (!settings.ok) throw new Error(settings.error.problems.join('; '));
const box = await startBox({
  settings: settings.value,
  folder: await openDataFolder(folder),
  clock: systemClock,
  journal: { write: (event) => write({ said: event.type, who: 'pseudonym' in event ? event.pseudonym : null }) },
  screenFolder,
});
if (!box.ok) throw new Error(box.error.code);

let card = Number(firstCard);
const url = new URL('/sim/readers/front/present', box.value.url);
async function tap(): Promise<void> {
  const uid = `04${(card++).toString(16).padStart(12, '0')}`;
  write({ presented: uid });
  const body = JSON.stringify({ uid });
  await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text();
  process.send?.('tapped');
}

async function hand(): Promise<never> {
  for (;;) await tap();
}
process.send?.('ready');
await Promise.all(Array.from({ length: HANDS }, hand));
