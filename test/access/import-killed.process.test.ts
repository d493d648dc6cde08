import { expect, test } from 'vitest';
import { ControllerProcess } from '../support/controller-process.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { access, manyCards } from './at-the-command-line.ts';

const CARDS = 20_000;
const KILLS = 12;

type Kept = { readonly cards: number; readonly told: number; readonly imports: number };

function keptIn(folder: string): Kept {
  const [kept] = rowsOf(
    folder,
    `SELECT (SELECT count(*) FROM credential WHERE role = 1) AS cards,
      (SELECT coalesce(sum(json_extract(data, '$.credentials')), 0) FROM access_log
        WHERE type = 'credentials-imported') AS told,
      (SELECT count(*) FROM access_log WHERE type = 'credentials-imported') AS imports`,
  ) as Kept[];
  expect(rowsOf(folder, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  return kept ?? { cards: Number.NaN, told: Number.NaN, imports: Number.NaN };
}

/** Kills the box when the import says this, and some moments later. */
async function killedImport(folder: string, from: number, at: RegExp, afterMs: number): Promise<number> {
  const box = new ControllerProcess({ folder, config: alwaysOpen });
  await box.url();
  let killed: Promise<unknown> | null = null;
  const kill = async () => {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await box.kill();
  };
  const said = await access(folder, ['import-credentials', manyCards(CARDS, from)], (line) => {
    if (at.test(line)) killed ??= kill();
  });
  await killed;
  return said.exit;
}

test('a box that is killed -9 in the middle of an import has all of it or nothing', async () => {
  const folder = tempFolder();
  const exits: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const before = kill === 0 ? 0 : keptIn(folder).cards;
    // Some while rows come in, most of them around the commit.
    const [at, afterMs] = kill % 4 === 0 ? [/^Sending: 50/, kill * 5] : [/^Putting/, kill * 10];
    const exit = await killedImport(folder, 1 + kill * CARDS, at, afterMs);
    const { cards, told } = keptIn(folder);
    expect(cards, `after kill ${kill + 1}, exit ${exit}`).toBe(told);
    expect([before, before + CARDS]).toContain(cards);
    // Who was told that it is done has it.
    if (exit === 0) expect(cards).toBe(before + CARDS);
    exits.push(exit);
  }
  expect(exits).toContain(75);
  // The next one finds no row of those that were broken off.
  const box = new ControllerProcess({ folder, config: alwaysOpen });
  await box.url();
  const file = manyCards(10, 1 + KILLS * CARDS);
  expect(await access(folder, ['import-credentials', file])).toMatchObject({ exit: 0 });
  await box.stop();
  const { cards, told, imports } = keptIn(folder);
  expect([cards, told]).toEqual([(imports - 1) * CARDS + 10, (imports - 1) * CARDS + 10]);
}, 180_000);
