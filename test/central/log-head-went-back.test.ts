import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, BoxKey } from './an-office.ts';

const NAME = 'allmanna/kontor-1';

async function proven() {
  const broker = await Mosquitto.start();
  const board = await ABoard.on([broker.url]);
  await board.connected();
  const [office, key] = [await AnOffice.at(broker.url), new BoxKey()];
  await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 1 });
  await expect.poll(() => board.row()?.log).toBe('proven');
  return { board, office, key };
}

describeWith(['mosquitto'], 'a log that was changed', () => {
  test('a log that has become shorter is an alarm that no later head ends, nor a restart', async () => {
    const { board, office, key } = await proven();
    await office.say('log-head', key.head(NAME, 9, 'b'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('went-back');
    await office.say('log-head', key.head(NAME, 20, 'c'), { seq: 3 });
    await expect.poll(() => board.kept('log-head')).toEqual([1, 2, 3]);
    expect(board.row()?.log).toBe('went-back');
    await board.stop();
    await board.start();
    expect(board.row()?.log).toBe('went-back');
  });

  test('staff end it by taking the log anew', async () => {
    const { board, office, key } = await proven();
    await office.say('log-head', key.head(NAME, 9, 'b'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('went-back');
    await board.stop();
    await board.start('--accept-log', NAME);
    expect(board.row()?.log).toBe('unknown');
    await board.connected();
    await office.say('log-head', key.head(NAME, 12, 'c'), { seq: 3 });
    await expect.poll(() => board.row()?.log).toBe('proven');
  });

  test('what they took anew stays so, though nothing is heard before the next start', async () => {
    const { board, office, key } = await proven();
    await office.say('log-head', key.head(NAME, 9, 'b'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('went-back');
    await board.stop();
    await board.start('--accept-log', NAME);
    await board.stop();
    await board.start();
    expect(board.row()?.log).toBe('unknown');
  });

  test('a log whose last record is another one than it was is an alarm', async () => {
    const { board, office, key } = await proven();
    await office.say('log-head', key.head(NAME, 10, 'b'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('rewritten');
  });

  test('the same head once more is none', async () => {
    const { board, office, key } = await proven();
    await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 2 });
    await expect.poll(() => board.kept('log-head')).toEqual([1, 2]);
    expect(board.row()?.log).toBe('proven');
  });

  test('nor is an older head that fills a gap', async () => {
    const { board, office, key } = await proven();
    await office.say('log-head', key.head(NAME, 30, 'c'), { seq: 3 });
    await office.say('log-head', key.head(NAME, 20, 'b'), { seq: 2 });
    await expect.poll(() => board.row()?.missing).toBe(0);
    expect(board.row()?.log).toBe('proven');
  });
});
