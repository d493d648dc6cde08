import type { PartStatus } from '../contract/status.ts';
import type { Clock } from '../ports/clock.ts';
import type { PatronDirectory } from '../ports/patron-directory.ts';
import type { PatronMemory } from '../ports/patron-memory.ts';

/**
 * A library that is not asked, but whose list of cards was imported: a card is good as long as the list says. It knows
 * no PINs, so that every PIN is wrong.
 */
export function localPatrons(memory: Pick<PatronMemory, 'goodUntil'>, clock: Clock): PatronDirectory {
  const status: PartStatus = { state: 'ready', sinceMs: clock.wallMs(), detail: 'imported list' };
  return {
    answersFromMemory: true,
    status: () => status,
    start: ({ statusChanged }) => statusChanged(status),
    async ask({ credential, pin }) {
      if (pin !== null) return { outcome: 'refused', reason: 'pin-wrong' };
      const until = await memory.goodUntil(credential);
      if (until === null) return { outcome: 'refused', reason: 'patron-unknown' };
      return until < clock.wallMs() ? { outcome: 'refused', reason: 'patron-expired' } : { outcome: 'good' };
    },
    stop: async () => {},
  };
}
