import type { CredentialRole } from '../contract/access.ts';
import type { DoorModeCommand, Health, Snapshot, SnapshotDelta } from '../contract/api.ts';
import type { DoorId, ReaderId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';

/** One browser session at the kiosk; a random value that only the API knows. */
export type SessionId = string & { readonly __id: 'session' };

/** `host-view-locked`: this session has no open host view. */
export type HostCommandFault = {
  readonly code:
    | 'host-view-locked'
    | 'door-unknown'
    | 'door-blocked'
    | 'door-locked-down'
    | 'door-interlocked'
    | 'door-out-of-order'
    | 'fire-alarm';
  readonly message: string;
};

export type MoreTimeFault = { readonly code: 'nobody-let-in'; readonly message: string };

export type ReaderServiceFault = {
  readonly code: 'reader-unknown' | 'reader-not-osdp' | 'reader-took-no-key' | 'reader-stays';
  readonly message: string;
};

/** What the screen and the local command line may see of the controller, and ask of it. */
export interface Kiosk {
  health(): Health;
  snapshot(session: SessionId): Snapshot;
  /** Every change from now on, in order, as this session may see it. Returns the way to end it. */
  subscribe(session: SessionId, listener: (delta: SnapshotDelta) => void): () => void;
  /** The next tap, if it is a host's and comes in time, opens the host view for this session. */
  requestHostView(session: SessionId): void;
  /** The next tap is a tap like any other again. */
  cancelPendingTap(): void;
  closeHostView(session: SessionId): void;
  /** The host is doing something: the view locks itself later. */
  touchHostView(session: SessionId): Result<void, HostCommandFault>;
  /** For whoever is being let in at this door and needs longer; once for each time that it is released. */
  giveMoreTime(door: DoorId): Result<void, MoreTimeFault>;
  openDoor(session: SessionId, door: DoorId, extended: boolean): Promise<Result<void, HostCommandFault>>;
  setDoorMode(session: SessionId, door: DoorId, command: DoorModeCommand['command']): Result<void, HostCommandFault>;
  correctCount(session: SessionId, present: number): Promise<Result<void, HostCommandFault>>;
  enrolNext(session: SessionId, role: CredentialRole): Result<void, HostCommandFault>;
  /** As `enrolNext`, for whoever may read this box's files. */
  enrolNextAsAdmin(role: CredentialRole): void;
  /** For whoever may read this box's files: gives an OSDP reader a key of its own, within a minute. */
  installReaderKey(reader: ReaderId): Promise<Result<void, ReaderServiceFault>>;
  /** Likewise: tells an OSDP reader where it is to be found; the config has to follow. */
  moveReader(reader: ReaderId, address: number, baudRate: number): Promise<Result<void, ReaderServiceFault>>;
}
