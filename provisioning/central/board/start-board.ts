import { join } from 'node:path';
import { OneTimeToken } from '../../../device/loopback/one-time-token.ts';
import { FeedClients } from '../broker/feed-clients.ts';
import { keptSecret } from '../data-folder.ts';
import type { FeedHistory } from '../history/feed-history.ts';
import { Collector } from '../offices/collector.ts';
import { MalformedCount } from '../offices/malformed-count.ts';
import type { BoardOrder } from './arguments.ts';
import { BoardFeed } from './board-feed.ts';
import { type BoardServer, startBoardServer } from './server.ts';

const DAY_MS = 86_400_000;
const FORGET_EVERY_MS = 3_600_000;

export type BoardSurroundings = {
  readonly history: FeedHistory;
  readonly pageFolder: string;
  readonly note: (line: string) => void;
  readonly now: () => number;
};

export type RunningBoard = Pick<BoardServer, 'url' | 'startUrl'> & {
  readonly collector: Collector;
  stop(): Promise<void>;
};

/** Collects and shows. Rejects when the port is taken or the history cannot be read. */
export async function startBoard(order: BoardOrder, around: BoardSurroundings): Promise<RunningBoard> {
  const { history, note, now, pageFolder } = around;
  const { days, keys, acceptLog, forget, data, keepDays } = order;
  const feed = new BoardFeed(now, days);
  const malformed = new MalformedCount(note);
  const collector = await Collector.begin({ history, malformed, days, now, keys, acceptLog, forget });
  for (const [name, office] of collector.offices) feed.set(name, office);
  collector.onChanged = (name, office) => feed.set(name, office);
  const server = await startBoardServer({
    ...{ feed, collector, history, days, now, pageFolder, port: order.port },
    startToken: new OneTimeToken(join(data, 'board-token')),
    sessionSecret: keptSecret(data, 'board-secret', 32),
  });
  const clients = new FeedClients({
    ...{ access: order.access, operator: order.operator, share: order.share, now },
    clientId: `ak-central-${keptSecret(data, 'client-id', 9)}`,
    take: (batch) => collector.take(batch),
    linkChanged(link, loss) {
      feed.setLink(link);
      note(loss === null ? 'The broker is connected.' : `No broker (${loss.code}): ${loss.detail}`);
    },
  });
  const forgetOld = () =>
    void collector
      .forgetBefore(now() - keepDays * DAY_MS)
      .catch((cause: unknown) => note(`What is old could not be forgotten: ${String(cause)}`));
  forgetOld();
  const forgetting = setInterval(forgetOld, FORGET_EVERY_MS);
  return {
    ...{ url: server.url, startUrl: server.startUrl, collector },
    async stop() {
      clearInterval(forgetting);
      await clients.stop();
      await server.close();
      await history.close();
    },
  };
}
