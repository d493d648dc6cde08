import { z } from 'zod';
import type { FeedOffice } from '../../device/contract/feed/topics.ts';
import { OfficeId, OperatorId } from '../../device/contract/ids.ts';

/** Null when it is none: a number of seconds, or of minutes, hours or days with `m`, `h`, `d` behind it. */
export function readDuration(text: string): number | null {
  const [, figure, unit = 's'] = /^(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (figure === undefined) return null;
  const ofUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  return Number(figure) * (ofUnit[unit] ?? 1_000);
}

const Target = z.tuple([OperatorId, OfficeId]).transform(([operator, office]): FeedOffice => ({ operator, office }));

/** `operator/office`; null when it is none. */
export function readTarget(text: string): FeedOffice | null {
  return Target.safeParse(text.split('/')).data ?? null;
}

export function isTarget(text: string): boolean {
  return readTarget(text) !== null;
}
