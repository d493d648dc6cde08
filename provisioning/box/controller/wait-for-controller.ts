import { Health } from '../../../device/contract/api.ts';
import { err, type Result } from '../../../device/contract/result.ts';
import type { Around } from '../around.ts';
import type { BoxClient, BoxFault } from './box-client.ts';

const LOOK_EVERY_MS = 500;
const READY_WITHIN_MS = 60_000;
/** Time for a name to be looked up, a handshake, and a broker that is slow. */
const CONNECTED_WITHIN_MS = 60_000;

/** Of these a broker that is there has spoken, or the box's own files: no waiting changes them. */
const FINAL = ['broker-refused', 'broker-untrusted', 'broker-identity-unreadable'];

/** The health of a controller that was started after `sinceMs`, or why there is none within a minute. */
export async function waitForReady(
  client: BoxClient,
  sinceMs: number,
  { wait }: Pick<Around, 'wait'>,
): Promise<Result<Health, BoxFault>> {
  let last: Result<Health, BoxFault> = err({ code: 'box-not-running', message: 'the controller does not answer' });
  for (let waited = 0; waited <= READY_WITHIN_MS; waited += LOOK_EVERY_MS) {
    last = await client.ask('GET', 'health', Health);
    if (last.ok && last.value.box.startedAtMs >= sinceMs) return last;
    await wait(LOOK_EVERY_MS);
  }
  return last.ok ? err({ code: 'box-not-restarted', message: 'the controller was not started anew' }) : last;
}

/**
 * What became of the broker within a minute: `connected`; `none` in the config; `away` when nobody answered, as without a
 * network; or the code of a refusal.
 */
export async function waitForBroker(
  client: BoxClient,
  { wait }: Pick<Around, 'wait'>,
): Promise<'connected' | 'none' | 'away' | { readonly refused: string }> {
  for (let waited = 0; waited <= CONNECTED_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const asked = await client.ask('GET', 'health', Health);
    const broker = asked.ok ? asked.value.broker : null;
    if (broker?.state === 'ready') return 'connected';
    if (broker?.state === 'absent') return 'none';
    if (broker?.faultCode !== undefined && FINAL.includes(broker.faultCode)) return { refused: broker.faultCode };
    await wait(LOOK_EVERY_MS);
  }
  return 'away';
}
