import { expect, test } from 'vitest';
import { ok } from '../../../device/contract/result.ts';
import { awaitWell } from '../../../provisioning/update/trial/await-well.ts';
import type { Door } from '../../../provisioning/update/trial/door-client.ts';
import { type DoorHealth, wellParts } from '../../../provisioning/update/trial/well-parts.ts';

const ready = { state: 'ready' };
const well: DoorHealth = {
  ...{ version: '1.1.0', bootId: 'first', fireInput: ready, log: ready },
  readers: [{ id: 'outside', ...ready }],
  doors: [{ id: 'entrance', strike: ready, contact: ready, rex: ready, tamper: null }],
};
const silent = { ok: false, error: { code: 'door-not-answering', detail: 'nobody is there' } } as const;

/** A door that says one after the other of these, and then the last one for good. */
function doorThatSays(...says: readonly (Partial<DoorHealth> | null)[]): Door {
  const left = [...says];
  const next = () => (left.length > 1 ? left.shift() : left[0]) ?? null;
  return {
    async health() {
      const said = next();
      return said === null ? silent : ok({ ...well, ...said });
    },
    window: async () => silent,
    audit: async () => silent,
  };
}

const wait = (door: Door, onTrial = () => true) =>
  awaitWell(
    door,
    { version: '1.1.0', wellBefore: wellParts(well), onTrial },
    { wellWithin: 60, steadyFor: 15, poll: 1 },
  );

test('every part that the door needs counts, and one that is not wired does not', () => {
  const parts = ['reader outside', 'strike entrance', 'contact entrance', 'rex entrance', 'fire-input', 'log'];
  expect(wellParts(well)).toEqual(parts);
  expect(wellParts({ ...well, log: { state: 'faulted' }, fireInput: null })).toEqual(parts.slice(0, 4));
});

test('a door that takes its time is waited for', async () => {
  expect(await wait(doorThatSays(null, null, { readers: [] }, well))).toEqual(ok(undefined));
});

test.each([
  ['does not answer', doorThatSays(null), 'not-ready', 'nobody is there'],
  ['runs another version', doorThatSays({ version: '1.0.0' }), 'wrong-version', '1.0.0'],
  ['has lost its strike', doorThatSays({ doors: [] }), 'part-not-well', 'strike entrance'],
  ['does not store', doorThatSays({ log: { state: 'faulted' } }), 'part-not-well', 'log'],
])('a door that %s is not well', async (_, door, code, detail) => {
  expect(await wait(door)).toMatchObject({ ok: false, error: { code, detail: expect.stringContaining(detail) } });
});

test('a door that is well in ever new runs is not', async () => {
  let run = 0;
  const door = { ...doorThatSays(well), health: async () => ok({ ...well, bootId: String(++run) }) };
  expect(await wait(door)).toMatchObject({ ok: false, error: { code: 'crash-loop' } });
});

test('a release that was given up meanwhile is not waited for', async () => {
  expect(await wait(doorThatSays(null), () => false)).toMatchObject({ ok: false, error: { code: 'crash-loop' } });
});
