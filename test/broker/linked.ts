import { expect, onTestFinished } from 'vitest';
import { type BrokerLinkOptions, createBrokerLink } from '../../device/broker/broker-link.ts';
import type { BoxEvent } from '../../device/contract/events.ts';
import { topicOf } from '../../device/contract/feed/topics.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';
import type { PartStatus } from '../../device/contract/status.ts';
import { bootId } from '../support/boot-id.ts';
import { FakeOutbox } from '../support/fake-outbox.ts';
import { ManualClock } from '../support/manual-clock.ts';

export const office = { operator: OperatorId.parse('allmanna'), office: OfficeId.parse('kontor-1') };
export const statusTopic = topicOf(office, 'status');
export const occupancyTopic = topicOf(office, 'occupancy');

/** A link with everything around it that a test wants to see or wind. Started, and stopped with the test. */
export function linkTo(url: string | readonly [string, ...string[]], options: Partial<BrokerLinkOptions> = {}) {
  const clock = new ManualClock();
  const outbox = new FakeOutbox();
  const statuses: PartStatus[] = [];
  const queued: number[] = [];
  const commands: Uint8Array[] = [];
  const events: BoxEvent[] = [];
  const journal = { write: (event: BoxEvent) => void events.push(event) };
  const link = createBrokerLink({
    urls: typeof url === 'string' ? [url] : url,
    protocolVersion: 5,
    takesCommands: false,
    ...office,
    bootId,
    outbox,
    clock,
    journal,
    ...options,
  });
  onTestFinished(async () => {
    const stopped = link.stop();
    clock.advance(1000);
    await stopped;
  });
  return {
    link,
    clock,
    outbox,
    statuses,
    queued,
    events,
    commands,
    state: () => statuses.at(-1)?.state,
    fault: () => statuses.at(-1)?.faultCode,
    start: () =>
      link.start({
        statusChanged: (status) => void statuses.push(status),
        queuedChanged: (count) => void queued.push(count),
        commandCame: (payload) => void commands.push(payload),
      }),
  };
}

export type Linked = ReturnType<typeof linkTo>;

/** Winds the clock from one attempt to the next until the link is up. */
export async function untilReady(linked: Linked): Promise<void> {
  await expect
    .poll(
      () => {
        if (linked.state() === 'faulted') linked.clock.advance(100);
        return linked.state();
      },
      { timeout: 10_000, interval: 5 },
    )
    .toBe('ready');
}

/** So many times five minutes pass, and the broker, which has a clock of its own, answers each time. */
export async function passes({ clock, outbox, link }: Linked, times: number): Promise<void> {
  const answered = async () => {
    // It answers in order: when this is acknowledged, all before it is.
    outbox.fill(1);
    link.wake();
    await expect.poll(() => outbox.size(), { interval: 2 }).toBe(0);
  };
  await answered();
  for (let n = 0; n < times; n++) {
    clock.advance(300_000);
    await answered();
  }
}

/** The numbers in the order in which each came for the first time. */
export function firsts(seqs: readonly number[]): number[] {
  return [...new Set(seqs)];
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
