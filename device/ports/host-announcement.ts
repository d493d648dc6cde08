import type { HostAnnouncement, HostAnnouncementCommand } from '../contract/host-announcement.ts';
import type { Result } from '../contract/result.ts';
import type { SessionId } from './session.ts';

export type HostAnnouncementFault = {
  readonly code: 'host-view-locked' | 'personal-number';
  readonly message: string;
};

type Outcome = Promise<Result<void, HostAnnouncementFault>>;

/** What a host may have told on the idle screen. Each postpones the lock of the host view. */
export interface HostAnnouncements {
  /** Refused when it may hold a personal identity number. */
  announce(session: SessionId, command: HostAnnouncementCommand): Outcome;
  /** Takes it down before its time. */
  withdraw(session: SessionId): Outcome;
}

/** Where it outlives a restart; not in the log, since free text can name people. */
export interface KeptAnnouncement {
  /** Of the run before; null when there is none, or none that can be read. */
  read(): HostAnnouncement | null;
  /** Null: none any more, and nothing is left of the one before. */
  keep(announcement: HostAnnouncement | null): void;
}
