import { expect, test } from 'vitest';
import { ControllerProcess } from '../support/controller-process.ts';
import { alwaysOpen } from '../support/office.ts';
import { rowsOf } from '../support/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

const CHAINS = 2;
const KILLS_PER_CHAIN = 100;
/** Taps that are under way at once. */
const HANDS = 4;

/** Taps with ever new cards until the process is gone. */
async function hands(box: ControllerProcess, next: () => number): Promise<void> {
  for (;;) {
    const uid = `04${next().toString(16).padStart(12, '0')}`;
    const answer = await box.post('/sim/readers/front/present', { uid }).catch(() => null);
    if (answer === null) return;
    await answer.text().catch(() => null);
  }
}

/** One box that is killed again and again, each time on the data that the kill before left. */
async function chain(seed: number): Promise<{ logged: number; kills: number }> {
  const folder = tempFolder();
  let card = seed;
  let kills = 0;
  const next = () => ++card;
  while (kills < KILLS_PER_CHAIN) {
    const box = new ControllerProcess({ folder, config: alwaysOpen });
    await box.url();
    const before = box.strikeTrace().length;
    const busy = Array.from({ length: HANDS }, () => hands(box, next));
    // Spread over what a tap and its commit take, and beyond; chosen anew for each kill.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await box.kill();
    await Promise.all(busy);
    // On a shared machine a commit may take longer than a door waits: then the disk was not well, and this one is not counted.
    if (box.lines.some(({ event }) => event.startsWith('log-write-'))) continue;
    kills += 1;
    const energised = box.strikeTrace().length - before;
    const [boot] = rowsOf(
      folder,
      `SELECT count(*) AS logged FROM access_log WHERE type = 'access-granted'
        AND boot_id = (SELECT boot_id FROM access_log ORDER BY seq DESC LIMIT 1)`,
    ) as [{ logged: number }];
    expect(boot.logged, `after kill ${kills} in ${folder}`).toBeGreaterThanOrEqual(energised);
  }
  const [all] = rowsOf(folder, `SELECT count(*) AS logged FROM access_log WHERE type = 'access-granted'`) as [
    { logged: number },
  ];
  expect(rowsOf(folder, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  return { logged: all.logged, kills };
}

test('nothing that was granted is missing from the log after 200 kills -9 under load (I8)', async () => {
  const chains = await Promise.all(Array.from({ length: CHAINS }, (_, n) => chain(n * 1_000_000)));
  expect(chains.reduce((sum, { kills }) => sum + kills, 0)).toBe(200);
  // The kills came while doors were opening, not before.
  expect(chains.reduce((sum, { logged }) => sum + logged, 0)).toBeGreaterThan(200);
}, 600_000);
