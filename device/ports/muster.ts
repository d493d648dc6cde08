import type { MarkMusterCommand } from '../contract/muster.ts';
import type { Result } from '../contract/result.ts';
import type { SessionId } from './session.ts';

/** `host-view-locked`: this session has no open host view. */
export type MusterFault = {
  readonly code: 'host-view-locked' | 'muster-running' | 'muster-not-running' | 'entry-unknown';
  readonly message: string;
};

type Outcome = Promise<Result<void, MusterFault>>;

/** What a host may do with the muster list. Each postpones the lock of the host view. */
export interface MusterCommands {
  /** One at a time: the one that is open is ended first. */
  start(session: SessionId, drill: boolean): Outcome;
  mark(session: SessionId, command: MarkMusterCommand): Outcome;
  add(session: SessionId, persons: number): Outcome;
  end(session: SessionId): Outcome;
}
