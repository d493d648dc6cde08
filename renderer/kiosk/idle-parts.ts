import type { Snapshot } from '../../device/contract/api.ts';
import type { SkillsSection } from '../../device/contract/skills.ts';

/**
 * What the idle screen has room for at the smallest size. `room`: 3 when nothing is told above and nothing is wrong,
 * less for each announcement, for a roll call, for a notice and for the simulator's dock. `boardLines`: of the skills board, without its title.
 */
export type IdleParts = {
  readonly room: 0 | 1 | 2 | 3;
  readonly picture: boolean;
  readonly curve: 'drawn' | 'said' | 'none';
  readonly boardLines: 1 | 2 | 3 | 4;
};

type Told = Pick<Snapshot, 'rollCall' | 'announcement' | 'hostAnnouncement' | 'usualDay' | 'simulator'>;

/**
 * What gives way to what: the drawn curve to its words first, then the picture, which says what the figure says, then
 * the words too; the board always keeps a line. `isToGo`: whoever is inside is told to leave, which stands in place of
 * the announcements. Hours, the figure and what to do with the card give way to nothing.
 */
export function idleParts(
  { rollCall, announcement, hostAnnouncement, usualDay, simulator }: Told,
  hasNotice: boolean,
  isToGo = false,
): IdleParts {
  const asksAgain = rollCall?.ended === false;
  const above = asksAgain || isToGo ? 1 : Number(announcement !== null) + Number(hostAnnouncement !== null);
  switch (above + Number(hasNotice) + Number(simulator)) {
    case 0:
      return { room: 3, picture: true, curve: 'drawn', boardLines: 4 };
    case 1:
      return { room: 2, picture: true, curve: 'said', boardLines: 3 };
    case 2:
      return { room: 1, picture: usualDay === null, curve: 'said', boardLines: 2 };
    default:
      return { room: 0, picture: false, curve: 'none', boardLines: 1 };
  }
}

/** A skill on the board, with as many of its texts as there is room for. */
export type BoardLine = SkillsSection['offers'][number];

/** Characters that certainly have room on one line; the longest text goes over two. */
const LINE_HOLDS = 36;

const linesOf = (text: string) => (text.length > LINE_HOLDS ? 2 : 1);

/**
 * What of the board goes into so many lines, and how many skills do not: each skill takes a line, the rest of them is
 * counted on the last one; texts come where there is room left, from the first on.
 */
export function boardLines(offers: SkillsSection['offers'], lines: number) {
  const fits = offers.length <= lines;
  const shown = fits ? offers : offers.slice(0, lines - 1);
  let left = fits ? lines - offers.length : 0;
  const withTexts = shown.map((offer): BoardLine => {
    const texts = offer.texts.filter((text) => {
      const fitsToo = linesOf(text) <= left;
      if (fitsToo) left -= linesOf(text);
      return fitsToo;
    });
    return { ...offer, texts };
  });
  return { shown: withTexts, others: offers.length - shown.length };
}
