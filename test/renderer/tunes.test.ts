import { describe, expect, test } from 'vitest';
import { TapOutcome } from '../../device/contract/api.ts';
import { gainOf } from '../../renderer/sound/loudspeaker.ts';
import { lengthOf, type Note, type Tune, tuneOf, tunes } from '../../renderer/sound/tunes.ts';

const hertzOf = (tune: Tune) => tune.notes.map(({ hertz }) => hertz);
const endOf = ({ atS, forS }: Note) => atS + forS;

/** What can be told of a tune by somebody who hears neither how high nor how loud it is. */
function shape({ notes }: Tune): string {
  const ways = notes.slice(1).map(({ hertz }, index) => Math.sign(hertz - (notes[index]?.hertz ?? 0)));
  return `${notes.length} ${ways.map((way) => ({ '-1': 'falls', 0: 'stays', 1: 'rises' })[way]).join(' ')}`;
}

describe('a grant', () => {
  test('is one double tone that rises, its second note joined to the first', () => {
    expect(shape(tunes.grant)).toBe('2 rises');
    const [first, second] = tunes.grant.notes;
    expect(second.atS).toBeLessThanOrEqual(endOf(first));
  });
});

describe('a refusal', () => {
  test('is three short tones with silence between them, lower than all other sounds', () => {
    expect(shape(tunes.deny)).toBe('3 stays stays');
    tunes.deny.notes.forEach((note, index) => {
      expect(note.forS).toBeLessThanOrEqual(0.2);
      const next = tunes.deny.notes[index + 1];
      if (next) expect(next.atS - endOf(note)).toBeGreaterThan(0.05);
    });
    const others = Object.values(tunes).filter((tune) => tune !== tunes.deny);
    expect(Math.max(...hertzOf(tunes.deny))).toBeLessThan(Math.min(...others.flatMap(hertzOf)) / 1.5);
  });

  test('is over before the screen’s shortest outcome is', () => {
    for (const tune of [tunes.grant, tunes.deny, tunes.look]) expect(lengthOf(tune)).toBeLessThan(1);
  });
});

describe('all sounds', () => {
  test('differ from each other in more than how high they are', () => {
    const shapes = Object.values(tunes).map(shape);
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  test('are not shrill', () => {
    expect(Math.max(...Object.values(tunes).flatMap(hertzOf))).toBeLessThan(1_000);
  });
});

test('what has to be read sounds neither like a grant nor like a refusal', () => {
  for (const { shape: of } of TapOutcome.options) {
    const outcome = of.outcome.value;
    const expected = { granted: tunes.grant, denied: tunes.deny }[String(outcome)] ?? tunes.look;
    expect(tuneOf(outcome)).toBe(expected);
  }
});

test('nothing is heard at volume 0, and a hundred is all there is', () => {
  expect([0, 100].map(gainOf)).toEqual([0, 1]);
  expect(gainOf(50)).toBeLessThan(0.5);
});
