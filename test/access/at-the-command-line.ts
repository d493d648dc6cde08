import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAccess } from '../../device/access-file/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { TestBox } from '../support/with-box.ts';

export type Said = {
  readonly exit: number;
  /** On standard output, and beside it. */
  readonly out: string;
  readonly notes: string;
};

/** A command as the launcher runs it, with nobody watching; `onNote` hears how far it is. */
export async function access(
  dataFolder: string,
  args: readonly string[],
  onNote: (line: string) => void = () => {},
): Promise<Said> {
  const [out, notes]: [string[], string[]] = [[], []];
  const note = (line: string) => {
    notes.push(line);
    onNote(line);
  };
  const exit = await runAccess(args, dataFolder, { say: (line) => out.push(line), note, screen: null });
  return { exit, out: out.join('\n'), notes: notes.join('\n') };
}

/** With --json: the one object. */
export async function accessJson(dataFolder: string, ...args: string[]): Promise<{ exit: number; told: unknown }> {
  const { exit, out } = await access(dataFolder, [...args, '--json']);
  return { exit, told: JSON.parse(out) };
}

/** A file of this test's own. */
export function fileOf(content: string | Uint8Array, name = 'cards.csv'): string {
  const file = join(tempFolder(), name);
  writeFileSync(file, content);
  return file;
}

export const csv = (...lines: string[]) => fileOf(`${lines.join('\n')}\n`);

/** The UID of card `n`, 7 bytes, spread as those of real cards are. */
export function uid(n: number): string {
  return `04${((n * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0')}${(n % 65_536).toString(16).padStart(4, '0')}`.toUpperCase();
}

/** A file of so many cards, from the one with the number `from` on. */
export function manyCards(count: number, from = 1): string {
  return csv('kind,number', ...Array.from({ length: count }, (_, n) => `uid,${uid(from + n)}`));
}

/** What speaks for whoever can read the data folder. */
export function asAdmin({ folder }: Pick<TestBox, 'folder'>): Record<string, string> {
  return { authorization: `Bearer ${readFileSync(join(folder, 'admin-token'), 'utf8')}` };
}
