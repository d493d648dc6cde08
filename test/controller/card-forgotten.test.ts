import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Config } from '../../device/contract/config.ts';
import { Pseudonym } from '../../device/contract/ids.ts';
import { RulesInForce } from '../../device/controller/rules-in-force.ts';
import { TapDecider, type TapDeciderParts } from '../../device/controller/tap-decider.ts';
import { TapHandler, type TapHandlerParts } from '../../device/controller/tap-handler.ts';
import { OccupancyLedger } from '../../device/domain/occupancy.ts';
import { parseSchedule } from '../../device/domain/schedule.ts';
import { sealNumber } from '../../device/drivers/sealed-number.ts';
import type { CardPresented } from '../../device/ports/card-reader.ts';
import { card, policyWith } from '../domain/a-tap.ts';
import { settled } from '../support/fake-log.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { office } from '../support/office.ts';
import { RecordingJournal } from '../support/recording-journal.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const nothing = () => {};

/** What takes taps, as far as a refusal goes, with whatever it is given beside it that keeps nothing. */
function handler(): TapHandler {
  const [clock, journal] = [new ManualClock(), new RecordingJournal()];
  const policy = policyWith({ modes: { staffed: { who: 'enrolled' } } });
  const schedule = parseSchedule(policy, 'Europe/Stockholm');
  if (!schedule.ok) throw new Error(schedule.error.message);
  const keeper = { keep: async () => 'durable' as const };
  const outcomes = { show: () => 1, signal: nothing };
  const doors = { refusal: () => null, isInner: () => false };
  const decider = new TapDecider({
    ...{ clock, keeper, outcomes, rules: new RulesInForce(policy, schedule.value) },
    ledger: new OccupancyLedger(clock.wallMs()),
    room: { seats: 20, maxPersons: 30 },
    directory: { find: () => null },
    pseudonyms: { kept: true, of: () => Pseudonym.parse('0'.repeat(32)), newDay: nothing },
    recent: { add: nothing },
    library: { knows: () => false },
    doors,
    clockSense: { trust: () => 'sure' },
  } as unknown as TapDeciderParts);
  return new TapHandler({
    ...{ decider, doors, keeper, outcomes, journal, repeatTap: 0 },
    pendingTap: { take: () => null },
    rollCaller: { answer: () => false },
    pins: { cancelAt: nothing },
  } as unknown as TapHandlerParts);
}

/** In a function of its own, so that nothing of it is left on the stack. */
async function tapWith(taps: TapHandler): Promise<WeakRef<object>> {
  const [reader] = Config.parse(office).readers;
  if (reader === undefined) throw new Error('no reader');
  const presented: CardPresented = {
    credential: card,
    number: sealNumber('21234000000014'),
    readAt: new ManualClock().monotonicMs(),
  };
  await taps.handle(reader, presented);
  return new WeakRef(presented.number as object);
}

test('the number of a card is gone once it was decided on, and does not wait for the next tap (I4)', async () => {
  const taps = handler();
  const number = await tapWith(taps);
  await settled();
  collectGarbage();
  expect(number.deref()).toBeUndefined();
});
