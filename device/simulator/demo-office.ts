import { Config } from '../contract/config.ts';

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
