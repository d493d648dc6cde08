import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'mqtt';
import { machineMs } from '../machine-time.ts';
import { Uptime } from '../office-book.ts';
import { type ListenerMessage, ListenerRequest } from './heard.ts';
import { Tally } from './tally.ts';

/** Nothing more is to be expected once nothing came for so long, with a connection. */
const QUIET_MS = 1_500;
const LONGEST_WAIT_MS = 60_000;

const [url = ''] = process.argv.slice(2);
const tally = new Tally();
const uptime = new Uptime();
const tell = (message: ListenerMessage) => process.send?.(message);

// Its session outlives its connection, and a restart of a broker that keeps sessions: what is published meanwhile waits.
const client = connect(url, {
  ...{ protocolVersion: 5, clientId: `ak-fleet-listener-${process.pid}`, clean: false, reconnectPeriod: 200 },
  ...{ resubscribe: false, properties: { sessionExpiryInterval: 3_600 } },
});
client.on('error', () => {});
client.on('close', () => uptime.down());
client.on('connect', ({ sessionPresent }) => {
  uptime.up();
  if (sessionPresent) return;
  // Not what the broker holds from before: only what is sent from now on.
  client.subscribe('ak/v1/#', { qos: 1, rh: 2 }, (error) => {
    if (!error) tell({ type: 'listening' });
  });
});
client.on('message', (topic, payload) => tally.take(topic, payload, machineMs()));

process.on('message', (message) => {
  ListenerRequest.parse(message);
  void report();
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());

async function report(): Promise<void> {
  const untilMs = machineMs() + LONGEST_WAIT_MS;
  for (let before = -1; machineMs() < untilMs; ) {
    if (client.connected && before === tally.messages) break;
    before = tally.messages;
    await wait(QUIET_MS);
  }
  const heard = tally.heard(uptime.outages());
  // The broker is to keep nothing of it.
  await client.endAsync(false, { properties: { sessionExpiryInterval: 0 } });
  tell({ type: 'heard', heard });
}
