import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, BoxKey } from './an-office.ts';

const NAME = 'allmanna/kontor-1';

async function boardAndOffice() {
  const broker = await Mosquitto.start();
  const board = await ABoard.on([broker.url]);
  await board.connected();
  return { board, office: await AnOffice.at(broker.url), key: new BoxKey() };
}

describeWith(['mosquitto'], 'a head of the log', () => {
  test('nothing is said of a log before its first head; a well signed one proves it', async () => {
    const { board, office, key } = await boardAndOffice();
    await office.events(1);
    await expect.poll(() => board.row()?.log).toBe('unknown');
    await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 1 });
    await expect.poll(() => board.row()?.log).toBe('proven');
  });

  test.each([
    [
      'whose text was changed',
      (key: BoxKey) => ({ ...key.head(NAME, 11, 'b'), signed: key.head(NAME, 11, 'c').signed }),
    ],
    ['of another office', (key: BoxKey) => key.head('allmanna/kontor-2', 11, 'b')],
    ['that is no head', (key: BoxKey) => key.sign('ak-log-head/1\nwhatever\n')],
    ['whose signature is none', (key: BoxKey) => ({ ...key.head(NAME, 11, 'b'), signature: 'YQ==' })],
  ])('a head %s is an alarm, until a right one comes', async (_what, forged) => {
    const { board, office, key } = await boardAndOffice();
    await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 1 });
    await office.say('log-head', forged(key), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('signature-wrong');
    await office.say('log-head', key.head(NAME, 12, 'd'), { seq: 3 });
    await expect.poll(() => board.row()?.log).toBe('proven');
  });
});
