import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandKey } from '../../device/contract/broker-config.ts';
import { CommandType } from '../../device/contract/feed/commands.ts';
import { withFeed } from '../support/feed.ts';
import { describeWith } from '../support/parts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ABoard } from './a-board.ts';
import { central } from './a-desk.ts';

const NAME = 'testerna/kontoret';

/** A whole box that takes this desk’s commands, by the time that it is. */
async function deskAndBox(...rights: readonly CommandType[]) {
  const key = join(tempFolder(), 'key.pem');
  const made = await central(
    'keygen',
    '--out',
    key,
    '--id',
    'duty-desk',
    ...(rights.length > 0 ? rights : CommandType.options).flatMap((right) => ['--right', right]),
  );
  const entry = CommandKey.parse(JSON.parse(made.said));
  const fed = await withFeed({ at: Date.now(), synchronised: () => true, config: { commandKeys: [entry] } });
  const boxKey = join(fed.box.folder, 'box-key.pub');
  const send = (...command: readonly string[]) =>
    central(
      ...['send', '--broker', fed.broker.url, '--key', key, '--id', 'duty-desk', '--target', NAME, '--wait', '20'],
      ...['--box-key', boxKey, ...command],
    );
  return { ...fed, send, boxKey };
}

describeWith(['mosquitto'], 'with a whole box', () => {
  test('its door opens when the duty desk says so, and its receipt is believed', async () => {
    const { box, send } = await deskAndBox();
    const { exit, said } = await send('open-once', '--door', 'entrance');
    expect({ exit, said }).toEqual({ exit: 0, said: expect.stringContaining('(signed by the box)') });
    expect(box.strikeMoves()).toEqual([true]);
  });

  test('what the desk has no right to is refused', async () => {
    const { box, send } = await deskAndBox('announce');
    expect(await send('open-once', '--door', 'entrance')).toMatchObject({
      exit: 1,
      said: expect.stringContaining('not-allowed'),
    });
    expect(box.strikeMoves()).toEqual([]);
    expect((await send('announce', '--text', 'sv=Stängt i morgon')).exit).toBe(0);
  });

  test('the board shows it as it is, and its log as proven', async () => {
    const { box, broker, send, boxKey } = await deskAndBox();
    const raw = readFileSync(boxKey, 'utf8').replaceAll(/-----.*-----|\s/g, '');
    const keys = join(tempFolder(), 'keys.json');
    writeFileSync(keys, JSON.stringify({ [NAME]: Buffer.from(raw, 'base64').subarray(-32).toString('base64') }));
    const board = await ABoard.on([broker.url], ['--keys', keys], () => box.clock.wallMs());
    await board.connected();
    await expect
      .poll(() => board.row(NAME))
      .toMatchObject({ online: true, occupancy: { seats: expect.any(Number) }, doors: [{ door: 'entrance' }] });
    expect((await send('set-count', '--present', '7', '--reason', 'counted-by-eye')).exit).toBe(0);
    await expect.poll(() => board.row(NAME)?.occupancy).toMatchObject({ present: 7, quality: 'manual' });
    await expect.poll(() => board.kept('events', NAME)).not.toEqual([]);
    box.clock.advance(3_600_000);
    await expect.poll(() => board.row(NAME)?.log, { timeout: 5_000 }).toBe('proven');
    expect(board.row(NAME)?.missing).toBe(0);
    expect(board.notes.filter((line) => line.includes('dropped'))).toEqual([]);
    await box.stop();
    await expect.poll(() => board.row(NAME)).toMatchObject({ online: false, occupancy: null });
  });
});
