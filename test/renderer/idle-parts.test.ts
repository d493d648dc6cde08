import { array, assert as check, integer, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotWith } from '../../renderer/gallery/canned-snapshot.ts';
import { boardLines, idleParts } from '../../renderer/kiosk/idle-parts.ts';
import { BARS, usualBars } from '../../renderer/kiosk/usual-bars.ts';

const central = { texts: { sv: 'Stängt i dag' }, untilMs: null };
const byHost = { text: 'Fika kl. 15', untilMs: 1 };
const usualDay = { weekday: 1, hours: [], last: null };
const parts = (change: Parameters<typeof snapshotWith>[0], hasNotice = false) =>
  idleParts(snapshotWith({ usualDay, ...change }), hasNotice);

describe('what the idle screen has room for', () => {
  test('is all of it while nothing is told and nothing is wrong', () => {
    expect(parts({})).toEqual({ room: 3, picture: true, curve: 'drawn', boardLines: 4 });
  });

  test('gives way in order: the drawing to its words, the picture, the words; the board keeps a line', () => {
    expect(parts({ hostAnnouncement: byHost })).toEqual({ room: 2, picture: true, curve: 'said', boardLines: 3 });
    expect(parts({}, true)).toEqual(parts({ announcement: central }));
    expect(parts({ simulator: true })).toEqual(parts({ announcement: central }));
    const both = { announcement: central, hostAnnouncement: byHost };
    expect(parts(both)).toEqual({ room: 1, picture: false, curve: 'said', boardLines: 2 });
    expect(parts(both, true)).toEqual({ room: 0, picture: false, curve: 'none', boardLines: 1 });
  });

  test('keeps the picture for longer where there is no usual day', () => {
    expect(parts({ usualDay: null, announcement: central }, true)).toMatchObject({ room: 1, picture: true });
  });

  test('is the same under a roll call, in whose place announcements wait until it has ended', () => {
    const rollCall = { untilMs: 1, stayed: 0, unknown: 0, ended: false };
    const told = { announcement: central, hostAnnouncement: byHost };
    expect(parts({ ...told, rollCall }).room).toBe(2);
    expect(parts({ ...told, rollCall: { ...rollCall, ended: true } }).room).toBe(1);
  });
});

describe('the skills board', () => {
  const offer = (skill: string, ...texts: string[]) => ({ skill, count: 1, texts });

  test('shows each skill, and texts where there is room', () => {
    const long = 'Matte på gymnasiet, och fysik om du vill';
    const offers = [offer('homework', long), offer('swedish', 'Fika')];
    expect(boardLines(offers, 5)).toEqual({ shown: offers, others: 0 });
    expect(boardLines(offers, 4)).toEqual({ shown: [offers[0], offer('swedish')], others: 0 });
    expect(boardLines(offers, 3)).toEqual({ shown: [offer('homework'), offers[1]], others: 0 });
    expect(boardLines(offers, 2)).toEqual({ shown: [offer('homework'), offer('swedish')], others: 0 });
  });

  test('counts what has no room on its last line', () => {
    const offers = ['a', 'b', 'c', 'd', 'e'].map((skill) => offer(skill));
    expect(boardLines(offers, 4)).toEqual({ shown: offers.slice(0, 3), others: 2 });
    expect(boardLines(offers, 1)).toEqual({ shown: [], others: 5 });
  });

  test('never takes more lines than there are, and leaves out no skill without counting it', () => {
    const offers = array(record({ skill: string(), count: integer({ min: 1 }), texts: array(string()) }));
    check(
      property(offers, integer({ min: 1, max: 4 }), (all, lines) => {
        const { shown, others } = boardLines(all, lines);
        const taken = shown.reduce((sum, { texts }) => sum + 1 + texts.length, others > 0 ? 1 : 0);
        expect(taken).toBeLessThanOrEqual(lines);
        expect(shown.length + others).toBe(all.length);
      }),
    );
  });
});

test('a usual day is drawn by one measure: few as a foot, unknown as nothing, all inside its drawing', () => {
  const hours = [
    { hour: 9, today: 'few', usual: 'few' },
    { hour: 10, today: 20, usual: 10 },
    { hour: 11, today: null, usual: null },
  ] as const;
  const [first, second, third] = usualBars({ hours: [...hours] });
  expect(first?.today).toEqual(first?.usual);
  expect(second?.today?.height).toBe(2 * (second?.usual?.height ?? 0));
  expect([third?.today, third?.usual]).toEqual([null, null]);
  for (const bar of [first?.today, second?.today]) expect((bar?.y ?? -1) + (bar?.height ?? 0)).toBe(BARS.bottom);
  expect(second?.today?.y).toBeGreaterThanOrEqual(0);
});
