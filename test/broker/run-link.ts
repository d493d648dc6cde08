import { createBrokerLink } from '../../device/broker/broker-link.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';
import { systemClock } from '../../device/system-clock.ts';
import { bootId } from '../support/boot-id.ts';
import { FakeOutbox } from '../support/fake-outbox.ts';

/** A process of its own that holds a link to the broker whose URL is its only argument, until it is killed. */
createBrokerLink({
  urls: [process.argv[2] ?? ''],
  protocolVersion: 5,
  operator: OperatorId.parse('allmanna'),
  office: OfficeId.parse('kontor-1'),
  bootId,
  outbox: new FakeOutbox(),
  clock: systemClock,
  journal: { write: () => {} },
  takesCommands: false,
}).start({ statusChanged: () => {}, queuedChanged: () => {}, commandCame: () => {} });
