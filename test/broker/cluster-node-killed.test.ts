import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { createBrokerLink } from '../../device/broker/broker-link.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';
import type { PartStatus } from '../../device/contract/status.ts';
import type { BrokerLink } from '../../device/ports/broker-link.ts';
import { systemClock } from '../../device/system-clock.ts';
import { bootId } from '../support/boot-id.ts';
import { PASSWORD, startCluster } from '../support/ejabberd.ts';
import { FakeOutbox } from '../support/fake-outbox.ts';
import { LingeringOutbox } from '../support/lingering-outbox.ts';
import { describeWith } from '../support/parts.ts';
import { firsts, upTo } from './linked.ts';

const OFFICES = ['kontor-1', 'kontor-2', 'kontor-3'];
const MESSAGES = 1000;
/** More than a broker takes to hand on what it has acknowledged: less than 1 ms, as a rule. */
const LINGER_MS = 500;

type LinkOptions = { readonly urls: readonly string[]; readonly ca: string; readonly office: string };

/** A link that goes to the next broker when it loses one, and its outbox. It goes with the test. */
function startLink({ urls, ca, office }: LinkOptions): FakeOutbox {
  const outbox = new FakeOutbox();
  const lingering = new LingeringOutbox(outbox, LINGER_MS);
  outbox.fill(MESSAGES);
  let link: BrokerLink;
  const connect = (attempt: number) => {
    const current = createBrokerLink({
      url: urls[attempt % urls.length] ?? '',
      ca,
      credentials: { username: `${office}@allmanna`, password: PASSWORD },
      protocolVersion: 5,
      operator: OperatorId.parse('allmanna'),
      office: OfficeId.parse(office),
      bootId,
      outbox: lingering,
      clock: systemClock,
      journal: { write: () => {} },
    });
    const statusChanged = ({ state }: PartStatus) => {
      if (state !== 'faulted' || current !== link) return;
      lingering.connectionLost();
      void current.stop().then(() => connect(attempt + 1));
    };
    link = current;
    link.start({ statusChanged, queuedChanged: () => {} });
  };
  connect(0);
  onTestFinished(async () => {
    await link.stop();
    lingering.connectionLost();
  });
  return outbox;
}

/** Numbers of each office as they come in at a broker, by QoS 1. */
async function subscribe(url: string, ca: string): Promise<(office: string) => number[]> {
  const client = await connectAsync(url, { ca, username: 'central@allmanna', password: PASSWORD, protocolVersion: 5 });
  onTestFinished(() => client.endAsync(true));
  const heard = new Map<string, number[]>(OFFICES.map((office) => [office, []]));
  client.on('message', (topic, payload) => {
    const [, , , office = '', stream] = topic.split('/');
    if (stream === 'occupancy') heard.get(office)?.push(JSON.parse(payload.toString()).seq);
  });
  await client.subscribeAsync('ak/v1/#', { qos: 1 });
  return (office) => heard.get(office) ?? [];
}

describeWith(
  ['ejabberd', 'openssl'],
  'a cluster of two brokers, one of which is killed in the middle of a drain',
  () => {
    test('(I6) its offices go to the other, and a subscriber there has every number of every office in order', async () => {
      const { first, second, ca } = await startCluster([...OFFICES, 'central']);
      const heard = await subscribe(second.url, ca);
      const both = [first.url, second.url];
      const outboxes = OFFICES.map((office, index) =>
        startLink({ urls: index % 2 === 0 ? both : both.toReversed(), ca, office }),
      );
      await expect.poll(() => heard('kontor-1').length, { timeout: 20_000, interval: 1 }).toBeGreaterThan(MESSAGES / 4);
      first.killNow();
      expect(heard('kontor-1').length).toBeLessThan(MESSAGES);
      const waiting = () => outboxes.map((outbox) => outbox.size());
      await expect.poll(waiting, { timeout: 20_000 }).toEqual([0, 0, 0]);
      const last = () => OFFICES.map((office) => heard(office).at(-1));
      await expect.poll(last, { timeout: 20_000 }).toEqual([MESSAGES, MESSAGES, MESSAGES]);
      for (const office of OFFICES) expect(firsts(heard(office))).toEqual(upTo(MESSAGES));
    });
  },
);
