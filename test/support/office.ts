/** The config of the test office; a test lays what it needs over it. */
export const office = {
  schemaVersion: 1,
  office: {
    operator: 'testerna',
    id: 'kontoret',
    name: 'Testkontoret',
    openingHours: 'Mo-Fr 08:00-18:00',
    seats: 20,
    maxPersons: 30,
  },
  policy: 'open',
  doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated' }],
  readers: [{ id: 'front', door: 'entrance', driver: 'simulated' }],
};

/**
 * The same, open at any hour, never full, without a pause between taps, and with somebody who walks in: for processes that run by
 * the real clock.
 */
export const alwaysOpen = {
  ...office,
  office: { ...office.office, openingHours: '24/7', maxPersons: 10_000 },
  doors: office.doors.map((door) => ({ ...door, simulatedVisitor: true })),
  repeatTapMs: 0,
};

/** The test office under these rules, at its usual hours where they say none. */
export function ruled(policy: object) {
  const { openingHours, ...place } = office.office;
  return {
    office: place,
    policy: { schemaVersion: 1, version: 1, slots: [{ mode: 'staffed', hours: openingHours }], ...policy },
  };
}
