import { Config } from '../contract/config.ts';
import { type CanonicalCredential, parseUid } from '../domain/credential.ts';

/** A card that the dev dock calls the host's; it is enrolled only where every door is simulated. */
const DEMO_HOST_UID = '04DE300000DE01';

/** What a box is that nobody has configured: one office, open at any hour, with nothing of it real but a reader that is found. */
export function demoConfig(): Config {
  return Config.parse({
    schemaVersion: 1,
    office: {
      operator: 'demo',
      id: 'kontoret',
      name: 'Allmänna kontoret',
      seats: 24,
      maxPersons: 40,
    },
    policy: {
      schemaVersion: 1,
      version: 1,
      slots: [{ mode: 'staffed', hours: '24/7' }],
      enrolment: { self: true, pin: 'offered' },
    },
    doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: true }],
    readers: [
      { id: 'front', door: 'entrance', driver: 'simulated' },
      { id: 'pcsc', door: 'entrance', driver: 'pcsc' },
    ],
    fireInput: { driver: 'simulated' },
    broker: { mode: 'auto' },
  });
}

/** The demonstration's host card. */
export function demoHostCredential(): CanonicalCredential {
  const parsed = parseUid(DEMO_HOST_UID);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}
