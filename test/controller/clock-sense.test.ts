import { expect, test } from 'vitest';
import { epochMs } from '../../device/contract/units.ts';
import { ClockSense } from '../../device/controller/clock-sense.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';

test('where it has been later by a clock that was wrong, the network’s word is kept once it was given', () => {
  const [clock, journal] = [new ManualClock(), new RecordingJournal()];
  let synchronised: boolean | null = false;
  const sense = new ClockSense({ clock, journal, clockSynchronised: () => synchronised, hasHardwareClock: true });
  sense.learn(epochMs(clock.wallMs() + 365 * 86_400_000));
  sense.start();
  expect(sense.trust()).toBe('unsure');
  synchronised = true;
  expect(sense.trust()).toBe('sure');
  synchronised = false;
  clock.advance(20_000);
  expect(sense.trust()).toBe('sure');
  sense.stop();
  clock.setWall(0);
  clock.advance(60_000);
  expect(journal.types()).toEqual(['clock-doubted', 'clock-trusted']);
});
