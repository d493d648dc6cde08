import type { Config } from './contract/config.ts';
import { plainEnrolment } from './controller/card-registry.ts';
import { parseUid } from './domain/credential.ts';
import type { Clock } from './ports/clock.ts';
import type { CredentialDirectory } from './ports/credential-directory.ts';
import type { CredentialHasher } from './ports/credential-hasher.ts';

/** Of the card that the dev dock calls the host's. */
const DEMO_HOST_UID = '04DE300000DE01';

type DemoHostParts = {
  readonly directory: Pick<CredentialDirectory, 'find' | 'enrol' | 'remove'>;
  readonly hasher: CredentialHasher;
  readonly clock: Clock;
};

/**
 * Where nothing real can be opened, the demonstration's host card is known, so that the host view can be tried. Everywhere
 * else it is not: on data that were a demonstration's before, whoever writes its number on a tag would be a host.
 */
export async function settleDemoHost(
  { doors }: Pick<Config, 'doors'>,
  { directory, hasher, clock }: DemoHostParts,
): Promise<void> {
  const uid = parseUid(DEMO_HOST_UID);
  if (!uid.ok) throw new Error(uid.error.message);
  const { hash: credential } = hasher(uid.value);
  const isWanted = doors.every(({ driver }) => driver === 'simulated');
  if (isWanted === (directory.find(credential) !== null)) return;
  const logged = { atMs: clock.wallMs(), outbox: [] };
  if (isWanted) {
    const events = [{ type: 'credential-enrolled', credential, role: 'host' } as const];
    await directory.enrol(credential, plainEnrolment('host'), { ...logged, events });
  } else {
    const events = [{ type: 'credential-removed', credential, by: 'admin' } as const];
    await directory.remove(credential, { ...logged, events });
  }
}
