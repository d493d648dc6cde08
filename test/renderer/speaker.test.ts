import { expect, test } from 'vitest';
import type { SpeechCommand } from '../../device/contract/sound.ts';
import { Speaker } from '../../renderer/sound/speaker.ts';

/** A voice whose sentences last until the test ends them. */
function heardBy() {
  const heard: string[] = [];
  let end = () => {};
  const speaker = new Speaker(({ text }, atLeast) => {
    heard.push(atLeast > 0 ? `${text} (${atLeast})` : text);
    let resolve = () => {};
    const done = new Promise<void>((settle) => {
      resolve = settle;
    });
    end = resolve;
    return { done, stop: () => resolve() };
  });
  /** What the speaker does of itself is done. */
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const ended = () => {
    end();
    return settled();
  };
  return { speaker, heard, settled, ended };
}

const words = (...texts: string[]): SpeechCommand[] => texts.map((text) => ({ language: 'sv', text }));

test('a new screen is said at once, and nothing more of the one before', async () => {
  const { speaker, heard, settled, ended } = heardBy();
  speaker.say(words('a', 'b'));
  speaker.say(words('c', 'd'));
  await settled();
  expect(heard).toEqual(['a', 'c']);
  await ended();
  expect(heard).toEqual(['a', 'c', 'd']);
});

test('what comes by itself waits for the end of what is being said', async () => {
  const { speaker, heard, ended } = heardBy();
  speaker.say(words('a'));
  speaker.add(words('b'));
  expect(heard).toEqual(['a']);
  await ended();
  expect(heard).toEqual(['a', 'b']);
});

test('silence is at once', async () => {
  const { speaker, heard, settled } = heardBy();
  speaker.say(words('a', 'b'));
  expect(speaker.isSilent).toBe(false);
  speaker.say([]);
  await settled();
  expect(heard).toEqual(['a']);
  expect(speaker.isSilent).toBe(true);
});

test('a call to everybody ends what is said, is heard to its end, and at its own volume; screens come after it', async () => {
  const { speaker, heard, settled, ended } = heardBy();
  speaker.say(words('a', 'b'));
  speaker.call(words('call', 'anrop'), 60);
  await settled();
  speaker.say(words('c'));
  await settled();
  expect(heard).toEqual(['a', 'call (60)']);
  await ended();
  await ended();
  expect(heard).toEqual(['a', 'call (60)', 'anrop (60)', 'c']);
});

test('an alarm ends a call', async () => {
  const { speaker, heard, settled } = heardBy();
  speaker.call(words('closing', 'stänger'));
  speaker.call(words('fire'), 60);
  await settled();
  expect(heard).toEqual(['closing', 'fire (60)']);
});
