import { describe, expect, test } from 'vitest';
import { CredentialHash } from '../../device/contract/ids.ts';
import { epochMs } from '../../device/contract/units.ts';
import { LibraryAsker } from '../../device/controller/library-asker.ts';
import { localPatrons } from '../../device/drivers/local-patrons.ts';
import type { CardPresented } from '../../device/ports/card-reader.ts';
import type { PatronDirectory, SealedNumber } from '../../device/ports/patron-directory.ts';
import { policyWith } from '../domain/a-tap.ts';
import { settled } from '../support/fake-log.ts';
import { ManualClock } from '../support/manual-clock.ts';

const DAY = 86_400_000;
const hash = CredentialHash.parse('a'.repeat(32));

/** An office with this library, and what it remembers of one card. */
function officeWith(library: (memory: { goodUntil: () => Promise<number | null> }, clock: ManualClock) => unknown) {
  const clock = new ManualClock(0);
  const remembered: { until: number | null } = { until: 100 * DAY };
  const memory = {
    goodUntil: async () => (remembered.until === null ? null : epochMs(remembered.until)),
    remember: (_: CredentialHash, until: number) => {
      remembered.until = until;
    },
    forget: () => {
      remembered.until = null;
    },
  };
  const asker = new LibraryAsker({
    ...{ memory, clock, journal: { write: () => {} } },
    patrons: library(memory, clock) as PatronDirectory,
    rules: () => policyWith({ library: { knownDays: 30 } }).library,
  });
  const card: CardPresented = {
    credential: { kind: 'barcode', hash, randomUid: false, assurance: 1 },
    number: {} as SealedNumber,
    readAt: clock.monotonicMs(),
  };
  return { clock, memory, remembered, ask: () => asker.ask(card, null, 'staffed') };
}

test.each([
  ['the library is away', () => ({ ask: async () => ({ outcome: 'unavailable', code: 'patron-unreachable' }) })],
  ['its list lies there', localPatrons],
] as const)('a disk that hangs keeps nobody waiting at the door where %s', async (_, library) => {
  const { clock, memory, ask } = officeWith(library as Parameters<typeof officeWith>[0]);
  memory.goodUntil = () => new Promise(() => {});
  const asked = ask();
  for (let ms = 0; ms < 4_000; ms += 500) {
    await settled();
    clock.advance(500);
  }
  expect(await asked).toBe('library-unavailable');
});

describe('what is remembered of a card', () => {
  test('that a library vouches for: so long that it is known when the library is away', async () => {
    const good = { status: () => ({ state: 'ready', sinceMs: 0 }), ask: async () => ({ outcome: 'good' }) };
    const { ask, remembered } = officeWith(() => good);
    expect(await ask()).toBe('good');
    expect(remembered.until).toBe(30 * DAY);
  });

  test('of an imported list stays as the list says, whether it is good or over', async () => {
    const { ask, remembered, clock } = officeWith((memory, time) =>
      localPatrons(memory as Parameters<typeof localPatrons>[0], time),
    );
    expect(await ask()).toBe('good');
    expect(remembered.until).toBe(100 * DAY);
    clock.setWall(101 * DAY);
    expect(await ask()).toBe('patron-expired');
    expect(remembered.until).toBe(100 * DAY);
  });
});
