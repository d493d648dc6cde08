import { expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { err, ok, type Result } from '../../device/contract/result.ts';
import { PinAsker } from '../../device/controller/pin-asker.ts';
import { PinChecker } from '../../device/controller/pin-checker.ts';
import type { StorageFault } from '../../device/ports/access-log.ts';
import type { HolderSecrets } from '../../device/ports/credential-directory.ts';
import { policyWith } from '../domain/a-tap.ts';
import { settled } from '../support/fake-log.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { office } from '../support/office.ts';
import { hashOf } from '../support/storage.ts';

const card = hashOf(1);
const ATTEMPTS = 3;

/** A door whose disk answers as the test says; every PIN is as it is written. */
function setUp(disk: { read: () => Promise<Result<HolderSecrets, StorageFault>> }) {
  const clock = new ManualClock();
  const asker = new PinAsker(clock, () => {});
  const told: string[] = [];
  const [reader] = Config.parse(office).readers;
  if (reader === undefined) throw new Error('no reader');
  const checker = new PinChecker({
    ...{ asker, clock, rules: () => policyWith({ pin: { attempts: ATTEMPTS } }).pin },
    directory: { readHolder: () => disk.read() },
    hasher: { hash: async (pin) => pin, verify: async (pin, phc) => pin === phc },
    registry: { block: async () => ok(undefined) },
    keeper: {
      async keep({ type }) {
        told.push(type);
        return 'durable';
      },
    },
  });
  const type = async (pin: string) => {
    const asked = checker.ask(reader, card, true);
    await settled();
    asker.press(reader.id, `${pin}#`);
    await settled();
    return asked;
  };
  return { clock, told, type };
}

const holder = async () => ok({ label: null, pin: '4711' });

test('a disk that hangs opens nothing and keeps nobody waiting: what it gives later is not heard', async () => {
  const { promise, resolve } = Promise.withResolvers<Result<HolderSecrets, StorageFault>>();
  const { clock, type } = setUp({ read: () => promise });
  const asked = type('4711');
  await settled();
  await settled();
  clock.advance(2_000);
  resolve(await holder());
  expect(await asked).toEqual({ evidence: 'wrong', pin: null });
});

test('a PIN that the disk does not give speaks neither for nor against whoever types it', async () => {
  const disk = { read: async (): Promise<Result<HolderSecrets, StorageFault>> => broken };
  const { told, type } = setUp(disk);
  for (let n = 0; n < 2 * ATTEMPTS; n++) expect((await type('4711')).evidence).toBe('wrong');
  expect(told).toEqual([]);
  disk.read = holder;
  expect((await type('4711')).evidence).toBe('right');
});

const broken = err({ code: 'storage-failed', detail: 'broken by the test' } as const);
