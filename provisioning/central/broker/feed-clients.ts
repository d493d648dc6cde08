import type { FeedLink } from '../../../device/contract/feed/board.ts';
import { FeedClient, type FeedClientOptions } from './feed-client.ts';

/**
 * Listens to all of the brokers at once. What waits for a listener lies with the broker that it listens to, and is gone
 * when that is killed; whoever listens to another one as well misses nothing. What comes twice is told by its `id`.
 */
export class FeedClients {
  readonly #clients: readonly FeedClient[];
  readonly #links = new Map<string, FeedLink>();

  /** `linkChanged` is told how they are together when one has changed: connected as long as any is. */
  constructor(options: Omit<FeedClientOptions, 'url'>) {
    const { urls } = options.access;
    for (const url of urls) this.#links.set(url, { state: 'starting', sinceMs: options.now() });
    this.#clients = urls.map(
      (url, index) =>
        new FeedClient({
          // In a cluster a name is known to all of them: of two by one name the older is cut off.
          ...{ ...options, url, clientId: `${options.clientId}-${index + 1}` },
          linkChanged: (link, loss) => {
            this.#links.set(url, link);
            options.linkChanged(this.#together(), loss);
          },
        }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.stop()));
  }

  /** The best of them; of those that are alike, the one that is so for longest. */
  #together(): FeedLink {
    const order = ['connected', 'starting', 'lost'];
    const [best] = [...this.#links.values()].sort(
      (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.sinceMs - b.sinceMs,
    );
    return best ?? { state: 'starting', sinceMs: 0 };
  }
}
