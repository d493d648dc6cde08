import { describe, expect, test } from 'vitest';
import { RESTART_WAITS, SLOW_RESTARTS } from '../../device/controller/restart-budget.ts';
import { FRAME_SILENCE, PRINTS_WITHIN, ShellWatch, STARTS_WITHIN } from '../../device/controller/shell-watch.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RecordingJournal } from '../support/recording-journal.ts';

const HOUR = 3_600_000;

function setUp() {
  const clock = new ManualClock();
  const journal = new RecordingJournal();
  const restarts: string[] = [];
  let changes = 0;
  const watch = new ShellWatch({
    clock,
    journal,
    onChange: () => {
      changes += 1;
    },
  });
  const keep = () => watch.supervise((fault) => restarts.push(fault));
  /** A page that paints, seen for so long. */
  const paint = (forMs: number) => {
    for (let passed = 0; passed < forMs; passed += 1_000) {
      watch.framePainted({ printing: false });
      clock.advance(1_000);
    }
  };
  return { clock, journal, restarts, watch, keep, paint, changes: () => changes };
}

describe('a screen', () => {
  test('is absent where nobody shows one, for as long as that may be', () => {
    const { clock, watch, journal } = setUp();
    clock.advance(24 * HOUR);
    expect(watch.status()).toEqual({ state: 'absent', sinceMs: clock.wallMs() - 24 * HOUR });
    expect(journal.events).toEqual([]);
  });

  test('is starting once a page is connected, and ready with the first frame that it paints, told of once', () => {
    const { watch, journal, paint } = setUp();
    watch.noteConnected(true);
    expect(watch.status().state).toBe('starting');
    paint(60_000);
    expect(watch.status().state).toBe('ready');
    expect(journal.types()).toEqual(['shell-ready']);
  });

  test('is faulted after three seconds without a frame, though its page is connected, and well with the next', () => {
    const { clock, watch, journal, paint } = setUp();
    watch.noteConnected(true);
    paint(5_000);
    watch.framePainted({ printing: false });
    clock.advance(FRAME_SILENCE - 1);
    expect(watch.status().state).toBe('ready');
    clock.advance(1);
    expect(watch.status()).toEqual({ state: 'faulted', faultCode: 'shell-frozen', sinceMs: clock.wallMs() });
    watch.framePainted({ printing: false });
    expect(watch.status().state).toBe('ready');
    expect(journal.types()).toEqual(['shell-ready', 'shell-lost', 'shell-ready']);
  });

  test('is gone when its connection is closed as well, and where nobody keeps it simply absent', () => {
    const kept = setUp();
    kept.keep();
    const alone = setUp();
    for (const { watch, clock } of [kept, alone]) {
      watch.noteConnected(true);
      watch.framePainted({ printing: false });
      watch.noteConnected(false);
      clock.advance(FRAME_SILENCE);
    }
    expect(kept.watch.status()).toMatchObject({ state: 'faulted', faultCode: 'shell-gone' });
    expect(alone.watch.status().state).toBe('absent');
  });

  test('that goes on painting is well while its stream is cut and comes back', () => {
    const { watch, journal, keep, paint, restarts } = setUp();
    keep();
    watch.noteConnected(true);
    paint(5_000);
    watch.noteConnected(false);
    paint(20_000);
    watch.noteConnected(true);
    paint(5_000);
    expect(journal.types()).toEqual(['shell-ready']);
    expect(restarts).toEqual([]);
  });

  test('that prints may stand still for a minute: the muster list comes out whole', () => {
    const { clock, watch, keep, restarts } = setUp();
    keep();
    watch.noteConnected(true);
    watch.framePainted({ printing: true });
    clock.advance(PRINTS_WITHIN - 1);
    expect(watch.status().state).toBe('ready');
    clock.advance(1);
    expect(restarts).toEqual(['shell-frozen']);
  });

  test('is judged by the time that passes, not by a wall clock that is put forward or back', () => {
    const { clock, watch, paint, journal } = setUp();
    watch.noteConnected(true);
    for (const by of [HOUR, -26 * HOUR]) {
      paint(3_000);
      clock.setWall(clock.wallMs() + by);
      paint(3_000);
    }
    expect(journal.types()).toEqual(['shell-ready']);
  });
});

describe('whoever keeps the shell', () => {
  test('has half a minute for its first frame, and is then asked to start it anew', () => {
    const { clock, keep, restarts, watch } = setUp();
    keep();
    clock.advance(STARTS_WITHIN - 1);
    expect(watch.status().state).toBe('starting');
    expect(restarts).toEqual([]);
    clock.advance(1);
    expect(restarts).toEqual(['shell-gone']);
    expect(watch.status()).toMatchObject({ state: 'faulted', faultCode: 'shell-gone' });
  });

  test('is asked at once when a screen that was well stands still, and once', () => {
    const { clock, keep, paint, restarts, watch, journal } = setUp();
    keep();
    watch.noteConnected(true);
    paint(60_000);
    watch.framePainted({ printing: false });
    clock.advance(FRAME_SILENCE);
    expect(restarts).toEqual(['shell-frozen']);
    clock.advance(STARTS_WITHIN - 1);
    expect(restarts).toHaveLength(1);
    expect(journal.events.at(-1)).toEqual({ type: 'shell-restart-asked', code: 'shell-frozen', inARow: 1 });
  });

  test('is asked ever later, five times, then each quarter of an hour, for as long as it takes', () => {
    const { clock, keep, restarts } = setUp();
    const asked: number[] = [];
    keep();
    for (let second = 0; second < 3 * 3_600; second += 1) {
      clock.advance(1_000);
      if (restarts.length > asked.length) asked.push(clock.monotonicMs());
    }
    const waits = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
    const expected = RESTART_WAITS.slice(1).map((wait) => Math.max(wait, STARTS_WITHIN));
    expect(waits.slice(0, 4)).toEqual(expected);
    expect(new Set(waits.slice(4))).toEqual(new Set([SLOW_RESTARTS]));
    expect(asked.length).toBeGreaterThan(12);
    for (const from of asked)
      expect(asked.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(9);
  });

  test('is asked quickly again after an hour that went well', () => {
    const { clock, keep, paint, restarts, watch } = setUp();
    keep();
    watch.noteConnected(true);
    clock.advance(2 * HOUR);
    const before = restarts.length;
    paint(HOUR);
    clock.advance(FRAME_SILENCE);
    expect(restarts).toHaveLength(before + 1);
  });

  test('who was cut off while the screen came to a stand is asked on coming back', () => {
    const { clock, keep, paint, restarts, watch } = setUp();
    watch.noteConnected(true);
    paint(5_000);
    clock.advance(10_000);
    expect(restarts).toEqual([]);
    keep();
    expect(restarts).toEqual(['shell-frozen']);
  });

  test('who comes back is not asked for what its new shell is doing anyhow', () => {
    const { clock, keep, paint, restarts, watch } = setUp();
    const leave = keep();
    paint(5_000);
    leave();
    clock.advance(60_000);
    expect(watch.status().state).toBe('faulted');
    expect(restarts).toEqual([]);
    keep();
    clock.advance(STARTS_WITHIN - 1);
    expect(restarts).toEqual([]);
    clock.advance(1);
    expect(restarts).toHaveLength(1);
  });
});
