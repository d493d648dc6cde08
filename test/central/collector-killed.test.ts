import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { FeedClient } from '../../provisioning/central/broker/feed-client.ts';
import type { Incoming } from '../../provisioning/central/offices/collector.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { AnOffice } from './an-office.ts';

const main = fileURLToPath(new URL('../../provisioning/central/main.ts', import.meta.url));
const seqsTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);

/** The command itself, in a process of its own, once it listens. */
async function startProcess(url: string, data: string) {
  const child = spawn(process.execPath, [main, 'board', '--broker', url, '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stderr })) if (line === 'The broker is connected.') break;
  child.stderr.resume();
  return {
    async end(signal: 'SIGKILL' | 'SIGTERM') {
      const gone = once(child, 'exit');
      child.kill(signal);
      return (await gone)[0];
    },
  };
}

/** Read beside the process that has it. */
function keptIn(data: string): unknown[] {
  const db = new SqliteDatabase(join(data, 'feed.db'), { readonly: true });
  try {
    return db.prepare('SELECT seq FROM message ORDER BY seq').pluck().all();
  } finally {
    db.close();
  }
}

describeWith(['mosquitto'], 'a collector', () => {
  test('a collector that is killed again and again in the midst of it loses nothing, and keeps nothing twice', async () => {
    const broker = await Mosquitto.start();
    const office = await AnOffice.at(broker.url);
    const data = tempFolder();
    let collector = await startProcess(broker.url, data);
    const saying = office.events(...seqsTo(6_000));
    for (let times = 0; times < 3; times += 1) {
      await collector.end('SIGKILL');
      collector = await startProcess(broker.url, data);
    }
    await saying;
    await expect.poll(() => keptIn(data).at(-1)).toBe(6_000);
    expect(keptIn(data)).toEqual(seqsTo(6_000));
    expect(await collector.end('SIGTERM')).toBe(0);
  }, 60_000);

  /** A client whose messages go where a test wants them to; it goes with the test. */
  function aClient(url: string, clientId: string, take: (batch: readonly Incoming[]) => Promise<void>) {
    const links: string[] = [];
    const client = new FeedClient({
      ...{
        url,
        access: { urls: [url], tls: {}, login: {} },
        clientId,
        operator: null,
        share: null,
        take,
        now: Date.now,
      },
      linkChanged: ({ state, code }) => void links.push(code ?? state),
    });
    return { client, links };
  }

  const topicsOf = (batches: readonly (readonly Incoming[])[]) => batches.flat().map(({ topic }) => topic);

  test('what was taken and not stored yet when it died comes again', async () => {
    const broker = await Mosquitto.start();
    const office = await AnOffice.at(broker.url);
    const [first, second]: Incoming[][][] = [[], []];
    const unstored = Promise.withResolvers<void>();
    const dying = aClient(broker.url, 'the-collector', async (batch) => {
      first?.push([...batch]);
      await unstored.promise;
    });
    await expect.poll(() => dying.links).toEqual(['connected']);
    await office.events(1, 2, 3);
    await expect.poll(() => first?.length).toBe(1);
    // One of the same name takes the session over, as after a restart.
    const next = aClient(broker.url, 'the-collector', async (batch) => void second?.push([...batch]));
    await expect.poll(() => topicsOf(second ?? [])).toHaveLength(3);
    unstored.resolve();
    await Promise.all([dying.client.stop(), next.client.stop()]);
  });

  test('what the history refuses comes again, and is told as the reason of a lost link', async () => {
    const broker = await Mosquitto.start();
    const office = await AnOffice.at(broker.url);
    const stored: Incoming[] = [];
    let refusals = 1;
    const { client, links } = aClient(broker.url, 'the-collector', async (batch) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('the disk is full');
      stored.push(...batch);
    });
    onTestFinished(() => client.stop());
    await expect.poll(() => links).toEqual(['connected']);
    await office.events(1, 2, 3);
    await expect.poll(() => stored.length, { timeout: 5_000 }).toBe(3);
    await expect.poll(() => links).toEqual(['connected', 'storage-failed', 'connected']);
  });

  test('what is stored does not come again', async () => {
    const broker = await Mosquitto.start();
    const office = await AnOffice.at(broker.url);
    const stored: Incoming[] = [];
    const take = async (batch: readonly Incoming[]) => void stored.push(...batch);
    const first = aClient(broker.url, 'the-collector', take);
    await expect.poll(() => first.links).toEqual(['connected']);
    await office.events(1, 2, 3);
    await expect.poll(() => stored.length).toBe(3);
    await first.client.stop();
    await office.events(4);
    const second = aClient(broker.url, 'the-collector', take);
    onTestFinished(() => second.client.stop());
    await expect.poll(() => stored.length).toBe(4);
    await office.events(5);
    await expect.poll(() => stored.length).toBe(5);
  });
});
