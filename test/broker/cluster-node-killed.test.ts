import { expect, onTestFinished, test } from 'vitest';
import { createBrokerLink } from '../../device/broker/broker-link.ts';
import { parseTopic } from '../../device/contract/feed/topics.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';
import { ok } from '../../device/contract/result.ts';
import { systemClock } from '../../device/system-clock.ts';
import { FeedClients } from '../../provisioning/central/broker/feed-clients.ts';
import { bootId } from '../support/boot-id.ts';
import { PASSWORD, startCluster } from '../support/ejabberd.ts';
import { FakeOutbox } from '../support/fake-outbox.ts';
import { describeWith } from '../support/parts.ts';
import { firsts, upTo } from './linked.ts';

const OFFICES = ['kontor-1', 'kontor-2', 'kontor-3'];
const MESSAGES = 1_000;

type At = { readonly urls: readonly [string, ...string[]]; readonly ca: string };

/** A box's link to both nodes, and its outbox. It goes with the test. */
function startLink({ urls, ca }: At, office: string): FakeOutbox {
  const outbox = new FakeOutbox();
  outbox.fill(MESSAGES);
  const login = { username: `${office}@allmanna`, password: PASSWORD };
  const link = createBrokerLink({
    ...{ urls, protocolVersion: 5, bootId, outbox, clock: systemClock, takesCommands: false },
    ...{ operator: OperatorId.parse('allmanna'), office: OfficeId.parse(office) },
    journal: { write: () => {} },
    identity: () => ok({ ca: Buffer.from(ca), ...login, validUntil: null, issuer: '', mark: '' }),
  });
  onTestFinished(() => link.stop());
  link.start({ statusChanged: () => {}, queuedChanged: () => {}, commandCame: () => {} });
  return outbox;
}

/** Numbers of each office as they come to central staff, who listen at both nodes. It goes with the test. */
async function listen({ urls, ca }: At): Promise<(office: string) => number[]> {
  const heard = new Map<string, number[]>(OFFICES.map((office) => [office, []]));
  let connections = 0;
  const clients = new FeedClients({
    access: { urls, tls: { ca }, login: { username: 'central@allmanna', password: PASSWORD } },
    ...{ clientId: 'central', operator: 'allmanna', share: null, now: Date.now },
    async take(batch) {
      for (const { topic, payload } of batch) {
        const of = parseTopic(topic);
        if (of?.stream === 'events') heard.get(of.office)?.push(JSON.parse(Buffer.from(payload).toString()).seq);
      }
    },
    linkChanged: (_, loss) => {
      if (loss === null) connections += 1;
    },
  });
  onTestFinished(() => clients.stop());
  await expect.poll(() => connections, { timeout: 20_000 }).toBe(urls.length);
  return (office) => heard.get(office) ?? [];
}

describeWith(
  ['ejabberd', 'openssl'],
  'a cluster of two brokers, one of which is killed in the middle of a drain',
  () => {
    test('(I6) its offices go to the other, and central staff have every number of every office, in order', async () => {
      const { first, second, ca } = await startCluster([...OFFICES, 'central']);
      const heard = await listen({ urls: [first.url, second.url], ca });
      const outboxes = OFFICES.map((office, index) =>
        startLink({ urls: index % 2 === 0 ? [first.url, second.url] : [second.url, first.url], ca }, office),
      );
      await expect.poll(() => heard('kontor-1').length, { timeout: 20_000, interval: 1 }).toBeGreaterThan(MESSAGES / 4);
      first.killNow();
      expect(new Set(heard('kontor-1')).size).toBeLessThan(MESSAGES);
      const waiting = () => outboxes.map((outbox) => outbox.size());
      await expect.poll(waiting, { timeout: 30_000 }).toEqual([0, 0, 0]);
      const last = () => OFFICES.map((office) => heard(office).at(-1));
      await expect.poll(last, { timeout: 20_000 }).toEqual([MESSAGES, MESSAGES, MESSAGES]);
      for (const office of OFFICES) expect(firsts(heard(office))).toEqual(upTo(MESSAGES));
    }, 90_000);
  },
);
