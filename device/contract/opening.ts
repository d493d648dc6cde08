import { z } from 'zod';
import { OfficeMode, OpenMode } from './policy.ts';

/** A mode that holds from an instant until another, by the wall clock. */
export const ModeSpan = z.strictObject({ mode: OfficeMode, fromMs: z.number(), untilMs: z.number() });
export type ModeSpan = z.infer<typeof ModeSpan>;

/** The opening hours of today, for the host. */
export const OpeningSection = z.strictObject({
  /** What a host has decided for today and still holds or will: the first that holds gives the mode; null when nothing. */
  decided: z.strictObject({ spans: z.array(ModeSpan).min(1).max(2), by: z.string() }).nullable(),
  /** Until when a host may keep open today. */
  openUntilMs: z.number(),
  /** When the office's day ends, and with it whatever was decided for it. */
  dayEndsMs: z.number(),
  /** What the policy's own hours say now. */
  planned: z.strictObject({ open: z.boolean(), changesAtMs: z.number().nullable() }),
});
export type OpeningSection = z.infer<typeof OpeningSection>;

/** POST /api/host/open-today: the office is open from now until then, in this mode, whatever the policy's hours say. */
export const OpenTodayCommand = z.strictObject({ untilMs: z.number(), mode: OpenMode.default('staffed') });
export type OpenTodayCommand = z.infer<typeof OpenTodayCommand>;

/** POST /api/host/close-today: it closes then, or at once when that is past, until the office's day ends. */
export const CloseTodayCommand = z.strictObject({ atMs: z.number() });
export type CloseTodayCommand = z.infer<typeof CloseTodayCommand>;
