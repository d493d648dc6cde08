import type { HistoryStream } from '../../../device/contract/feed/topics.ts';
import type { GapMessage, HistoryMessage } from './feed-message.ts';
import type { Gap, OfficeState } from './office-state.ts';

/** How many gaps of one office are kept apart; beyond that the oldest are not waited for any longer. */
const MOST_OPEN = 1_000;
/** No outbox holds as many: a box that took another’s place counts on from a floor (device/storage/replaced.ts). */
const MOST_MISSED = 10_000_000;

/**
 * `next`: the newest of its history; `filled`: one that was missed; `anew`: the box counts from the beginning again;
 * `kept`: what a broker had from before, by which nothing is counted.
 */
export type Step = 'next' | 'filled' | 'anew' | 'kept';
type Counted = { readonly office: OfficeState; readonly step: Step };

/**
 * With a message of a history that was not heard before. The first that is ever heard of a history is where its count
 * begins. A number that is not higher and was not missed is of a box that counts anew when another run of it says so.
 * `retained`: of several brokers each keeps the last that it was told, however long ago; no count begins with that.
 */
export function withMessage(
  office: OfficeState,
  message: HistoryMessage,
  { nowMs, retained }: { readonly nowMs: number; readonly retained: boolean },
): Counted {
  const { seq, bootid } = message;
  const { stream } = message.content;
  const count = office.counts[stream];
  if (isOpen(office.gaps, stream, seq))
    return { office: { ...office, gaps: without(office.gaps, stream, seq, seq) }, step: 'filled' };
  if (retained && (count === undefined || seq <= count.highest)) return { office, step: 'kept' };
  if (count !== undefined && seq <= count.highest) {
    if (bootid === count.bootid) return { office, step: 'filled' };
    return { office: counting({ ...office, gaps: closed(office.gaps, stream) }, message), step: 'anew' };
  }
  const missed = count === undefined ? [] : missedIn(stream, count.highest + 1, seq - 1, nowMs);
  return { office: counting({ ...office, gaps: bounded([...office.gaps, ...missed]) }, message), step: 'next' };
}

/** With what the box says that it has dropped. */
export function withGap(office: OfficeState, message: GapMessage, nowMs: number): OfficeState {
  const { stream, gap } = message.content;
  const count = office.counts[stream];
  const highest = count?.highest ?? gap.firstSeq - 1;
  const dropped = office.gaps
    .filter((known) => known.stream === stream && !known.final)
    .flatMap(({ first, last }) =>
      rangeOf(stream, Math.max(first, gap.firstSeq), Math.min(last, gap.lastSeq), true, nowMs),
    );
  const gaps = [
    ...without(office.gaps, stream, gap.firstSeq, gap.lastSeq),
    ...dropped,
    ...missedIn(stream, highest + 1, gap.firstSeq - 1, nowMs),
    ...rangeOf(stream, Math.max(highest + 1, gap.firstSeq), gap.lastSeq, true, nowMs),
  ];
  const told = { ...office, gaps: bounded(gaps) };
  return gap.lastSeq > highest ? counting(told, message) : told;
}

/** How many messages of all histories did not come. */
export function missingOf({ gaps }: OfficeState): number {
  return Math.min(
    Number.MAX_SAFE_INTEGER,
    gaps.reduce((sum, gap) => sum + sizeOf(gap), 0),
  );
}

/** Whether a number was not heard yet, as far as the count tells; where it does not, the history knows. */
export function isOpen(gaps: readonly Gap[], stream: HistoryStream, seq: number): boolean {
  return gaps.some((gap) => gap.stream === stream && !gap.final && gap.first <= seq && seq <= gap.last);
}

function counting(office: OfficeState, { bootid, seq, content }: HistoryMessage | GapMessage): OfficeState {
  return { ...office, counts: { ...office.counts, [content.stream]: { bootid, highest: seq } } };
}

/** What lies below a floor was never given out: one number stands for what the box before may not have delivered. */
function missedIn(stream: HistoryStream, first: number, last: number, sinceMs: number): Gap[] {
  return rangeOf(stream, first, last - first < MOST_MISSED ? last : first, false, sinceMs);
}

const sizeOf = ({ first, last }: Gap) => last - first + 1;

function rangeOf(stream: HistoryStream, first: number, last: number, final: boolean, sinceMs: number): Gap[] {
  return first > last ? [] : [{ stream, first, last, final, sinceMs }];
}

/** Without the numbers of a history from `first` to `last`, where they are waited for. */
function without(gaps: readonly Gap[], stream: HistoryStream, first: number, last: number): Gap[] {
  return gaps.flatMap((gap) => {
    if (gap.stream !== stream || gap.final || gap.last < first || last < gap.first) return [gap];
    return [
      ...rangeOf(stream, gap.first, first - 1, false, gap.sinceMs),
      ...rangeOf(stream, last + 1, gap.last, false, gap.sinceMs),
    ];
  });
}

function closed(gaps: readonly Gap[], stream: HistoryStream): Gap[] {
  return gaps.map((gap) => (gap.stream === stream ? { ...gap, final: true } : gap));
}

/** Of each history the oldest are one, of as many numbers: a box that leaves gap after gap does not fill this machine. */
function bounded(gaps: readonly Gap[]): Gap[] {
  const excess = Math.max(0, gaps.length - MOST_OPEN);
  const oldest = new Map<HistoryStream, Gap>();
  for (const gap of gaps.slice(0, excess)) {
    const { first, last } = oldest.get(gap.stream) ?? { first: gap.first, last: gap.first - 1 };
    const upTo = Math.min(Number.MAX_SAFE_INTEGER, last + sizeOf(gap));
    oldest.set(gap.stream, { ...gap, first, last: upTo, final: true });
  }
  return [...oldest.values(), ...gaps.slice(excess)];
}
