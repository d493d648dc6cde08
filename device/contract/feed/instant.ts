import { z } from 'zod';

/** RFC 3339, with its offset from UTC. */
export const Instant = z.iso.datetime({ offset: true });
