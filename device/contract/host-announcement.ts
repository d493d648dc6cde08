import { z } from 'zod';
import { freeLine } from './free-line.ts';

export const LONGEST_ANNOUNCEMENT = 160;

/** What a host has told on the idle screen. It is on this box alone: neither the log nor the broker is told the text. */
export const HostAnnouncement = z.strictObject({ text: freeLine(LONGEST_ANNOUNCEMENT), untilMs: z.number() });
export type HostAnnouncement = z.infer<typeof HostAnnouncement>;

/** `closing`: of today, or of the day on which the office next opens; `next-closing`: of the open day after that. */
export const AnnouncedUntil = z.enum(['hour', 'closing', 'next-closing']);
export type AnnouncedUntil = z.infer<typeof AnnouncedUntil>;

/** POST /api/host/announcement: takes the place of the one before. POST /api/host/announcement/withdraw has no body. */
export const HostAnnouncementCommand = z.strictObject({
  text: freeLine(LONGEST_ANNOUNCEMENT),
  until: AnnouncedUntil.default('closing'),
});
export type HostAnnouncementCommand = z.infer<typeof HostAnnouncementCommand>;
