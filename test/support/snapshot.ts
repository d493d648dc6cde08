import { Snapshot } from '../../device/contract/api.ts';

/** A well box as the screen is told of it, with these parts laid over. */
export function snapshotWith(change: Partial<Snapshot> = {}): Snapshot {
  const ready = { state: 'ready', sinceMs: 0 };
  const plain = Snapshot.parse({
    revision: 1,
    bootId: 'a8f2c76e-dcc6-49a9-be6d-9b4a19c9cf4c',
    atMs: 1_000_000,
    simulator: false,
    office: {
      operator: 'demo',
      id: 'kontoret',
      name: 'Kontoret',
      seats: 20,
      maxPersons: 30,
      timeZone: 'Europe/Stockholm',
    },
    hours: { open: true, mode: 'staffed', changesAtMs: null },
    enrolment: { self: false, pin: false },
    occupancy: { present: 0, quality: 'counted', sinceMs: 0 },
    readers: [{ id: 'front', kind: 'simulated', door: 'entrance', direction: 'both', ...ready }],
    doors: [
      {
        id: 'entrance',
        name: 'Entrén',
        mode: 'locked',
        physical: 'closed',
        alarm: 'normal',
        extended: false,
        shutSoon: false,
        strike: ready,
        contact: ready,
        rex: ready,
        tamper: null,
      },
    ],
    log: { ...ready, pending: 0 },
    broker: { ...ready, queued: 0 },
    evacuation: false,
    lastTap: null,
    pendingTap: null,
    pinEntry: null,
    rollCall: null,
    library: null,
    host: null,
  });
  return { ...plain, ...change };
}
