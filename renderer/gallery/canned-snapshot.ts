import { HostView, type OccupancySection, Snapshot } from '../../device/contract/api.ts';

/** An office with nobody inside as a screen is told of it, with these parts laid over. */
export function occupancyWith(change: Partial<OccupancySection> = {}): OccupancySection {
  const openings = { byTap: 0, without: 0, sinceMs: 0 };
  return { present: 0, quality: 'counted', sinceMs: 0, band: 'calm', openings, areas: [], ...change };
}

/** A well box as the screen is told of it, with these parts laid over. */
export function snapshotWith(change: Partial<Snapshot> = {}): Snapshot {
  const ready = { state: 'ready', sinceMs: 0 };
  const plain = Snapshot.parse({
    revision: 1,
    bootId: 'a8f2c76e-dcc6-49a9-be6d-9b4a19c9cf4c',
    atMs: 1_000_000,
    simulator: false,
    announcement: null,
    hostAnnouncement: null,
    skills: null,
    usualDay: null,
    office: {
      operator: 'demo',
      id: 'kontoret',
      name: 'Allmänna kontoret Storgatan',
      seats: 20,
      maxPersons: 30,
      timeZone: 'Europe/Stockholm',
      theme: 'light',
      position: { latitude: 59.33, longitude: 18.07 },
    },
    hours: { open: true, mode: 'staffed', changesAtMs: null },
    closedAtMs: null,
    sound: { volume: 70, announcements: ['sv', 'en'], speech: ready, headphones: null },
    enrolment: { self: false, pin: false },
    occupancy: occupancyWith(),
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

const wellBox = {
  ...{ version: '1.0.0', clockSynchronised: true, clockUnsure: false, fireInput: null },
  ...{ startedAtMs: 1_000_000 - 86_400_000, lastSignMs: 1_000_000 - 86_460_000 },
  ...{
    diskFreeBytes: 21_400_000_000,
    walBytes: 400_000,
    hostCards: 3,
    heardAtMs: { front: 1_000_000 - 60_000 },
    policyVersion: 7,
  },
  ...{ certificate: { issuer: 'Kommunen', untilMs: 1_000_000 + 200 * 86_400_000 } },
  ...{ watchdog: true, backupAtMs: 1_000_000 - 43_200_000 },
};

/** What a host sees of an office in which nothing has happened, with these parts laid over. */
export function hostViewWith(change: object = {}): HostView {
  const kept = Object.entries({ visits: 14, operations: 90, audit: 730, incidents: 90 }).map(([name, days]) => ({
    ...{ name, days, oldestMs: name === 'incidents' ? null : 1_000_000 - 1_000_000_000 },
  }));
  const retention = { kept, lastPurgeAtMs: null, waitsForClock: false, hold: null };
  const opening = {
    decided: null,
    ...{ openUntilMs: 50_400_000, dayEndsMs: 50_400_000, planned: { open: true, changesAtMs: 19_000_000 } },
  };
  const exports = { medium: 'not-set', encrypts: false, run: null };
  const plain = {
    locksAtMs: 1_060_000,
    curve: [],
    decisions: [],
    passes: [],
    muster: null,
    skills: [],
    retention,
    shift: { by: 'Anna', sinceMs: 1_000_000 - 7_200_000, before: null },
    opening,
    incidents: [],
    exports,
    box: wellBox,
  };
  return HostView.parse({ ...plain, ...change });
}
