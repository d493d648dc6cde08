import { randomBytes } from 'node:crypto';
import { asMeant, crockfordOf, digitOf, numberOf } from './crockford.ts';

const GROUPS = 5;
const GROUP = 5;

/**
 * A passphrase that can be read over a telephone: five groups of five characters, the last of each a check. 100 random
 * bits, so that whoever finds the file does not find the code, whatever machines they have. `random`: so many bytes.
 */
export function makeInstallCode(random: (bytes: number) => Uint8Array = randomBytes): string {
  const digits = crockfordOf(random(13));
  const groups = digits.match(new RegExp(`.{${GROUP - 1}}`, 'g')) ?? [];
  return groups.map((group, index) => group + checkOf(group, index)).join('-');
}

/**
 * What a bundle is locked with: an install code as it was made, however it was typed; any other text in the one way of
 * writing its letters (NFC, RFC 8265 §4.2.2), which keyboards and editors differ in.
 */
export function passphraseOf(typed: string): string {
  const groups = groupsOf(typed);
  return groups !== null && wrongGroups(groups).length === 0 ? groups.join('-') : typed.normalize('NFC');
}

/**
 * Which groups, from 1, do not go with their check. None for a text that is no install code: one of another shape, or one
 * of that shape in which no group is right.
 */
export function mistypedGroups(typed: string): readonly number[] {
  const wrong = wrongGroups(groupsOf(typed) ?? []);
  return wrong.length < GROUPS ? wrong : [];
}

function wrongGroups(groups: readonly string[]): readonly number[] {
  return groups.flatMap((group, index) => (checkOf(group.slice(0, -1), index) === group.slice(-1) ? [] : [index + 1]));
}

function groupsOf(typed: string): readonly string[] | null {
  const digits = asMeant(typed);
  if (digits.length !== GROUPS * GROUP || [...digits].some((digit) => numberOf(digit) < 0)) return null;
  return digits.match(new RegExp(`.{${GROUP}}`, 'g'));
}

/** Odd weights: any one wrong character shows, most that changed places too, and groups that did. */
function checkOf(digits: string, group: number): string {
  const sum = [...digits].reduce((total, digit, index) => total + (2 * index + 1) * numberOf(digit), 0);
  return digitOf(sum + 7 * group);
}
