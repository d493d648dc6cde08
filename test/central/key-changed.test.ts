import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ABoard } from './a-board.ts';
import { AnOffice, BoxKey } from './an-office.ts';

const NAME = 'allmanna/kontor-1';

describeWith(['mosquitto'], 'the key of a box', () => {
  test('a head that is well signed by another key than the first is an alarm, over a restart too', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    const [first, other] = [new BoxKey(), new BoxKey()];
    await office.say('log-head', first.head(NAME, 10, 'a'), { seq: 1 });
    await expect.poll(() => board.row()?.log).toBe('proven');
    await board.stop();
    await board.start();
    await board.connected();
    await office.say('log-head', other.head(NAME, 11, 'b'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('key-changed');
    await office.say('log-head', first.head(NAME, 12, 'c'), { seq: 3 });
    await expect.poll(() => board.row()?.log).toBe('proven');
  });

  test('a key from a file counts, not the first that is heard', async () => {
    const [told, heard] = [new BoxKey(), new BoxKey()];
    const keys = join(tempFolder(), 'keys.json');
    writeFileSync(keys, JSON.stringify({ [NAME]: told.publicKey }));
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url], ['--keys', keys]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    await office.say('log-head', heard.head(NAME, 10, 'a'), { seq: 1 });
    await expect.poll(() => board.row()?.log).toBe('key-changed');
    await office.say('log-head', told.head(NAME, 10, 'a'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('proven');
  });

  test('a key that never signed well is not the one that the office is known by', async () => {
    const broker = await Mosquitto.start();
    const board = await ABoard.on([broker.url]);
    await board.connected();
    const office = await AnOffice.at(broker.url);
    const [key, other] = [new BoxKey(), new BoxKey()];
    await office.say('log-head', { ...key.head(NAME, 10, 'a'), key: other.publicKey }, { seq: 1 });
    await expect.poll(() => board.row()?.log).toBe('signature-wrong');
    await office.say('log-head', key.head(NAME, 10, 'a'), { seq: 2 });
    await expect.poll(() => board.row()?.log).toBe('proven');
  });
});
