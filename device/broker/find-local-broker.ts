import { connect } from 'mqtt';

export type LocalBroker = { readonly host: string; readonly port: number; readonly timeoutMs: number };

/** Whether an MQTT 5 broker answers a CONNECT without credentials there, and says yes, within `timeoutMs`. Never throws. */
export function findLocalBroker({ host, port, timeoutMs }: LocalBroker): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect({ protocol: 'mqtt', host, port, protocolVersion: 5, reconnectPeriod: 0, clean: true });
    const answer = (found: boolean) => {
      clearTimeout(timer);
      client.end(!found);
      resolve(found);
    };
    const timer = setTimeout(() => answer(false), timeoutMs);
    client.once('connect', () => answer(true));
    // Stays on: an `error` that nobody hears would end the process.
    client.on('error', () => answer(false));
    client.once('close', () => answer(false));
  });
}
