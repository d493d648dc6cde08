import type { CloseTodayCommand, OpenTodayCommand } from '../contract/opening.ts';
import type { Result } from '../contract/result.ts';
import type { SessionId } from './session.ts';

/** `opening-out-of-bounds`: past already, later than the policy lets a host keep open, or the office is not there now. */
export type OpeningFault = { readonly code: 'host-view-locked' | 'opening-out-of-bounds'; readonly message: string };

type Outcome = Promise<Result<void, OpeningFault>>;

/** What a host may decide of the opening hours, for today alone. Each postpones the lock of the host view. */
export interface OpeningCommands {
  open(session: SessionId, command: OpenTodayCommand): Outcome;
  close(session: SessionId, command: CloseTodayCommand): Outcome;
  /** The policy's own hours hold again. */
  end(session: SessionId): Outcome;
}
