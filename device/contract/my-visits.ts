import { z } from 'zod';
import { CredentialRole, VisitEnd } from './access.ts';
import { PseudonymKind } from './privacy.ts';

/** What becomes of a visitor's own visits at the screen is asked for by the number of the outcome that opened them. */
export const MyVisitsId = z.coerce.number().int().min(1);

export const MyVisit = z.strictObject({
  /** Of the door where it began, or ended if that is all that is known. */
  door: z.string(),
  /** Null for whoever went out and is not known to have come in. */
  enteredMs: z.number().nullable(),
  /** The two are null while it lasts. */
  leftMs: z.number().nullable(),
  endedBy: VisitEnd.nullable(),
  companions: z.int(),
});
export type MyVisit = z.infer<typeof MyVisit>;

/** GET /api/kiosk/my-visits/<id>: all that this box stores about one card. */
export const MyVisitsAnswer = z.strictObject({
  /** When the box forgets that the card was shown. */
  untilMs: z.number(),
  /** By what a card is known in the log: which visits can be told to be its own. */
  pseudonyms: PseudonymKind,
  /** For how long visits are kept. */
  visitDays: z.int(),
  /** Newest first, at most 200. */
  visits: z.array(MyVisit),
  /** Older ones, beyond these. */
  leftOut: z.int(),
  /** Null for a card that is not registered here. */
  card: z
    .strictObject({
      role: CredentialRole,
      /** Null too for a card that was never registered, and is known as a blocked one alone. */
      sinceMs: z.number().nullable(),
      hasPin: z.boolean(),
      validUntilMs: z.number().nullable(),
      blocked: z.boolean(),
    })
    .nullable(),
  /** Until when it is remembered that the library has vouched for the card; null where it is not. */
  libraryUntilMs: z.number().nullable(),
});
export type MyVisitsAnswer = z.infer<typeof MyVisitsAnswer>;

/** POST /api/kiosk/my-visits/<id>/erase, …/forget-card: how many rows of the log led to the card, and do no longer. */
export const MyVisitsErased = z.strictObject({ records: z.int() });
export type MyVisitsErased = z.infer<typeof MyVisitsErased>;

/** POST /api/kiosk/my-visits/<id>/more-time. */
export const MyVisitsTime = z.strictObject({ untilMs: z.number() });
export type MyVisitsTime = z.infer<typeof MyVisitsTime>;
