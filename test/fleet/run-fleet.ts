import { setTimeout as wait } from 'node:timers/promises';
import { beginCosts } from './costs.ts';
import { Fleet } from './fleet.ts';
import { ListenerProcess } from './listener/listener-process.ts';
import { machineMs } from './machine-time.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { OwnBroker } from './own-broker.ts';
import type { FleetSettings } from './settings.ts';
import { type Summary, summarise } from './summary.ts';

/** The longest back-off of a box, twice. */
const DRAIN_LIMIT_MS = 120_000;

type Watch = {
  /** One for each office. */
  readonly makeOutbox?: () => MemoryOutbox;
  /** How far it is, in 0–1; told now and then. */
  readonly onProgress?: (part: number) => void;
};

/** One whole run. Throws NoBroker. */
export async function runFleet(settings: FleetSettings, watch: Watch = {}): Promise<Summary> {
  const broker = settings.urls === null ? await OwnBroker.start() : null;
  try {
    const urls = settings.urls ?? ([broker?.url ?? ''] as const);
    const listener = await ListenerProcess.start(urls[0]);
    try {
      return await runWith(settings, { ...watch, broker, urls, listener });
    } finally {
      listener.stop();
    }
  } finally {
    await broker?.stop();
  }
}

type Parts = Watch & {
  readonly broker: OwnBroker | null;
  readonly urls: readonly [string, ...string[]];
  readonly listener: ListenerProcess;
};

async function runWith(settings: FleetSettings, parts: Parts): Promise<Summary> {
  const { broker, urls, listener, makeOutbox = () => new MemoryOutbox() } = parts;
  const costs = beginCosts(broker);
  const fleet = new Fleet(settings, urls, makeOutbox);
  const stopTicking = tick(settings, parts);
  const [measured] = await Promise.all([fleet.live().then(costs), restartInTheMiddle(settings, broker)]);
  stopTicking();
  const endedMs = machineMs();
  await fleet.drain(DRAIN_LIMIT_MS);
  const drainSeconds = (machineMs() - endedMs) / 1_000;
  await fleet.sayGoodbye();
  return summarise(settings, fleet, await listener.report(), { ...measured, drainSeconds });
}

async function restartInTheMiddle({ restartBroker, minutes }: FleetSettings, broker: OwnBroker | null): Promise<void> {
  if (!restartBroker) return;
  await wait((minutes * 60_000) / 2);
  await broker?.restart();
}

function tick({ minutes }: FleetSettings, { onProgress = () => {} }: Watch): () => void {
  const beganMs = machineMs();
  const timer = setInterval(() => onProgress((machineMs() - beganMs) / (minutes * 60_000)), 500);
  return () => clearInterval(timer);
}
