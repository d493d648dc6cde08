import type { ExportCommand, ExportKind } from '../contract/exports.ts';
import type { Result } from '../contract/result.ts';
import type { SessionId } from './session.ts';

/** An export that is under way. */
export type ExportRun = {
  /** Ok once the file is there as a whole; else nothing of it is. `cancelled`, or why it could not be. Never rejects. */
  readonly ended: Promise<Result<void, { readonly code: string }>>;
  cancel(): void;
};

/** A medium, and whoever writes to it beside the controller, so that no door waits. */
export interface ExportMedium {
  /** Whether one is there now. Never rejects. */
  isThere(): Promise<boolean>;
  /** Whether what tells of people may go out: encrypted, to the recipient that is set. */
  readonly encrypts: boolean;
  /** `name`: of the file; `reached`: told of the part that is written, in percent. */
  begin(what: ExportKind, name: string, reached: (percent: number) => void): ExportRun;
}

export type ExportFault = {
  readonly code: 'host-view-locked' | 'medium-missing' | 'recipient-missing' | 'export-running' | 'storage-failed';
  readonly message: string;
};

/** What a host may take out. Each postpones the lock of the host view. */
export interface ExportCommands {
  /** Begun when this resolves; what comes of it is in the host view. Not before the log has it. */
  begin(session: SessionId, command: ExportCommand): Promise<Result<void, ExportFault>>;
  cancel(session: SessionId): Result<void, ExportFault>;
}
