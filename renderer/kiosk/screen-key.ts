import type { Screen } from './choose-screen.ts';

/** The same as long as it is the same screen, whatever the figures on it; another one for what somebody is to be told. */
export function screenKey(screen: Screen): string {
  switch (screen.kind) {
    case 'outcome':
      return `outcome ${screen.tap.outcome.id}`;
    case 'pin':
      return `pin ${screen.pin.id}`;
    case 'pending':
      return `pending ${screen.pending.purpose}`;
    case 'trouble':
      return `trouble ${screen.trouble}`;
    case 'idle': {
      const { rollCall, closedAtMs } = screen.snapshot;
      return `idle ${rollCall !== null && !rollCall.ended} ${closedAtMs}`;
    }
    default:
      return screen.kind;
  }
}
