import type { PendingTap } from '../../device/contract/api.ts';

/** What the next card is wanted for, and what comes of it. */
export function pendingTexts(pending: PendingTap) {
  const start =
    pending.purpose === 'enrol' ? (`pending.enrol.${pending.role}` as const) : (`pending.${pending.purpose}` as const);
  return { title: `${start}.title`, more: `${start}.more` } as const;
}
