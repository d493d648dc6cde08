import { expect, test } from 'vitest';
import type { SnapshotSections } from '../../device/contract/api.ts';
import { Announcement } from '../../device/controller/announcement.ts';
import { ManualClock } from '../support/manual-clock.ts';

const DAY = 86_400_000;
const texts = { sv: 'Vi har stängt på lördag.' };

function setUp() {
  const clock = new ManualClock();
  const shown: SnapshotSections['announcement'][] = [];
  const announcement = new Announcement(clock, (section) => shown.push(section));
  const tell = (untilMs: number | null) =>
    announcement.note({ type: 'announcement-made', texts, untilMs, by: 'central:duty-desk' });
  return { clock, shown, tell, announcement };
}

test('what central staff have told for two months is shown as long, and told to the screens once', () => {
  const { clock, shown, tell } = setUp();
  tell(clock.wallMs() + 60 * DAY);
  clock.advance(60 * DAY - 1);
  expect(shown).toHaveLength(1);
  clock.advance(1);
  expect(shown).toEqual([expect.objectContaining({ texts }), null]);
});

test('a box whose clock was days behind takes down what is over within a minute of being set right', () => {
  const { clock, shown, tell } = setUp();
  tell(clock.wallMs() + 2 * DAY);
  clock.advance(10_000);
  clock.setWall(clock.wallMs() + 3 * DAY);
  clock.advance(60_000);
  expect(shown.at(-1)).toBeNull();
});

test('nothing is shown of what is over, nor taken down after the stop', () => {
  const { clock, shown, tell, announcement } = setUp();
  tell(clock.wallMs());
  expect(shown).toEqual([null]);
  tell(clock.wallMs() + DAY);
  announcement.stop();
  clock.advance(2 * DAY);
  expect(shown).toHaveLength(2);
});
