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
import { describeWith } from '../support/parts.ts';
import { firsts, upTo } from './linked.ts';

const OFFICES = ['kontor-1', 'kontor-2', 'kontor-3'];
const MESSAGES = 1000;

type LinkOptions = {
  readonly urls: readonly string[];
  readonly ca: string;
  readonly office: string;
  readonly outbox: FakeOutbox;
};

/** A link that goes to the next broker when it loses one. */
function startLink({ urls, ca, office, outbox }: LinkOptions): void {
  let link: BrokerLink;
  const connect = (attempt: number) => {
    link = createBrokerLink({
      url: urls[attempt % urls.length] ?? '',
      ca,
      credentials: { username: `${office}@allmanna`, password: PASSWORD },
      protocolVersion: 5,
      operator: OperatorId.parse('allmanna'),
      office: OfficeId.parse(office),
      bootId,
      outbox,
      clock: systemClock,
      journal: { write: () => {} },
    });
    const current = link;
    const statusChanged = ({ state }: PartStatus) => {
      if (state === 'faulted' && current === link) void link.stop().then(() => connect(attempt + 1));
    };
    link.start({ statusChanged, queuedChanged: () => {} });
  };
  connect(0);
  onTestFinished(() => link.stop());
}

/** Numbers of each office as they come in at a broker, by QoS 1. */
async function subscribe(url: string, ca: string) {
  const client = await connectAsync(url, { ca, username: 'central@allmanna', password: PASSWORD, protocolVersion: 5 });
  onTestFinished(() => client.endAsync(true));
  const heard = new Map<string, number[]>(OFFICES.map((office) => [office, []]));
  client.on('message', (topic, payload) => {
    const [, , , office = '', stream] = topic.split('/');
    if (stream === 'occupancy') heard.get(office)?.push(JSON.parse(payload.toString()).seq);
  });
  await client.subscribeAsync('ak/v1/#', { qos: 1 });
  return heard;
}

describeWith(
  ['ejabberd', 'openssl'],
  'a cluster of two brokers, one of which is killed in the middle of a drain',
  () => {
    test('(I6) all offices go to the other, and a subscriber there has every number in order', async () => {
      const { first, second, ca } = await startCluster([...OFFICES, 'central']);
      const heard = await subscribe(second.url, ca);
      const outboxes = OFFICES.map((office) => ({ office, outbox: new FakeOutbox() }));
      for (const { office, outbox } of outboxes) {
        outbox.fill(MESSAGES);
        startLink({ urls: [first.url, second.url], ca, office, outbox });
      }
      await expect
        .poll(() => heard.get('kontor-2')?.length, { timeout: 20_000, interval: 1 })
        .toBeGreaterThan(MESSAGES / 4);
      first.killNow();
      const left = outboxes.map(({ outbox }) => outbox.size());
      await expect.poll(() => outboxes.map(({ outbox }) => outbox.size()), { timeout: 20_000 }).toEqual([0, 0, 0]);
      const last = () => OFFICES.map((office) => heard.get(office)?.at(-1));
      await expect.poll(last, { timeout: 20_000 }).toEqual([MESSAGES, MESSAGES, MESSAGES]);
      for (const office of OFFICES) expect(firsts(heard.get(office) ?? [])).toEqual(upTo(MESSAGES));
      expect(left.every((size) => size > 0)).toBe(true);
    });
  },
);
