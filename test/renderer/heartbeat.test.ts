import { expect, test, vi } from 'vitest';
import { BEAT_EVERY, beatWithFrames } from '../../renderer/live/heartbeat.ts';

function page() {
  const frames: (() => void)[] = [];
  const timers: { action: () => void; delay: number }[] = [];
  const answers: (() => void)[] = [];
  const send = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)));
  beatWithFrames({
    send,
    later: (action, delay) => void timers.push({ action, delay }),
    frame: (action) => void frames.push(action),
  });
  const answered = async () => {
    answers.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { frames, timers, send, answered };
}

test('a page tells of a frame when it makes one, and a second later of the next', async () => {
  const { frames, timers, send, answered } = page();
  expect(send).not.toHaveBeenCalled();
  frames.shift()?.();
  expect(send).toHaveBeenCalledOnce();
  await answered();
  expect(timers.map(({ delay }) => delay)).toEqual([BEAT_EVERY]);
  timers.shift()?.action();
  expect(send).toHaveBeenCalledOnce();
  frames.shift()?.();
  expect(send).toHaveBeenCalledTimes(2);
});

test('a page that makes no frame tells of none, and one whose controller does not answer piles nothing up', () => {
  const { frames, timers, send } = page();
  expect([send.mock.calls.length, timers.length]).toEqual([0, 0]);
  frames.shift()?.();
  expect([send.mock.calls.length, timers.length, frames.length]).toEqual([1, 0, 0]);
});
