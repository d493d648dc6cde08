import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../device/contract/result.ts';
import type { PackageFault } from './fault.ts';
import { type Lock, nameOf } from './lock.ts';

/** SPDX ids that may be in a package under EUPL-1.2: they ask for their text and a notice, no more. */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'OFL-1.1'],
  ...['Unlicense', 'CC0-1.0', 'Python-2.0', 'EUPL-1.2'],
]);

/**
 * Allowed by name. LGPL-3.0, section 4: whoever has the box may put another version of the library in its place, so it
 * is a file of its own there (`.build/…/opening-hours-….js`, rolldown.config.ts), with both licence texts.
 */
const ALLOWED_BY_NAME: Readonly<Record<string, string>> = { opening_hours: 'LGPL-3.0-only' };

/** What the package's own file says where its package.json says nothing. */
const READ_BY_HAND: Readonly<Record<string, string>> = { suncalc: 'BSD-2-Clause' };

/** The licence of a place of the lock file, when it may be shipped. */
export function licenceOf(lock: Lock, place: string): Result<string, PackageFault> {
  const name = nameOf(place);
  const licence = lock.get(place)?.license ?? READ_BY_HAND[name];
  if (licence === undefined) return err({ code: 'licence-unknown', detail: place });
  if (ALLOWED.has(licence) || ALLOWED_BY_NAME[name] === licence) return ok(licence);
  return err({ code: 'licence-not-allowed', detail: `${place}: ${licence}` });
}

/** Where the texts lie in the package's folder; its read-me where it has the text there alone. */
export function licenceFiles(folder: string, licence: string): readonly string[] {
  const names = readdirSync(folder).sort();
  const texts = names.filter((name) => /^(licen[cs]e|copying|notice|unlicense)([.-]|$)/i.test(name));
  if (texts.length > 0) return texts;
  // REUSE's layout (reuse.software): texts of every file's licence; ours is the code's.
  if (names.includes('LICENSES')) return [join('LICENSES', `${licence}.txt`)];
  return names.filter((name) => /^readme/i.test(name));
}
