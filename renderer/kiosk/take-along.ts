import type { MyVisit, MyVisitsAnswer } from '../../device/contract/my-visits.ts';

/** UTF-8. A code of so much has 117 modules along each side: three pixels each on the smallest panel. */
const MOST_BYTES = 850;

export type TakeAlong = {
  /** JSON. */
  readonly text: string;
  /** Visits that are not in it, the oldest ones. */
  readonly leftOut: number;
};

/** Whether there is nothing to be shown. Where no visit can be told to be anybody's, that much is not known. */
export function isNothingStored({ visits, pseudonyms, card, libraryUntilMs }: MyVisitsAnswer): boolean {
  return visits.length === 0 && pseudonyms !== 'none' && card === null && libraryUntilMs === null;
}

/** What is stored about a card, small enough for a QR code: as many of the newest visits as there is room for. */
export function takeAlong(office: string, stored: MyVisitsAnswer): TakeAlong {
  let fitting = withVisits(office, stored, 0);
  for (let count = 1; count <= stored.visits.length; count++) {
    const next = withVisits(office, stored, count);
    if (new TextEncoder().encode(next.text).length > MOST_BYTES) break;
    fitting = next;
  }
  return fitting;
}

function withVisits(office: string, stored: MyVisitsAnswer, count: number): TakeAlong {
  const { pseudonyms, visitDays, visits, card, libraryUntilMs } = stored;
  const leftOut = stored.leftOut + visits.length - count;
  const told = {
    ...{ office, pseudonyms, visitDays },
    card: card && {
      role: card.role,
      since: minute(card.sinceMs),
      hasPin: card.hasPin,
      validUntil: minute(card.validUntilMs),
      blocked: card.blocked,
    },
    libraryUntil: minute(libraryUntilMs),
    visits: visits.slice(0, count).map(visitText),
    leftOut,
  };
  return { text: JSON.stringify(told), leftOut };
}

function visitText({ door, enteredMs, leftMs, endedBy, companions }: MyVisit) {
  return { in: minute(enteredMs), out: minute(leftMs), endedBy, companions, door };
}

/** ISO 8601 in UTC, to the minute. */
function minute(at: number | null): string | null {
  return at === null ? null : `${new Date(at).toISOString().slice(0, 16)}Z`;
}
