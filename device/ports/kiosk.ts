import type {
  CorrectCountCommand,
  DeniedCardCommand,
  DoorModeCommand,
  EnrolNextCommand,
  GuestPassAnswer,
  GuestPassCommand,
  Health,
  NextCardCommand,
  Snapshot,
  SnapshotDelta,
} from '../contract/api.ts';
import type { AuditCommand } from '../contract/audit.ts';
import type { DoorId, ReaderId } from '../contract/ids.ts';
import type { DoorTest } from '../contract/installation-test.ts';
import type { Policy } from '../contract/policy.ts';
import type { Result } from '../contract/result.ts';
import type { HoldPurgeCommand } from '../contract/retention.ts';
import type { UpdateWindow } from '../contract/update-window.ts';
import type { ExportCommands } from './exports.ts';
import type { HostAnnouncements } from './host-announcement.ts';
import type { IncidentCommands } from './incidents.ts';
import type { MusterCommands } from './muster.ts';
import type { MyVisitsDesk } from './my-visits.ts';
import type { OpeningCommands } from './opening.ts';
import type { SessionId } from './session.ts';
import type { ShellDesk } from './shell.ts';
import type { SkillsDesk } from './skills.ts';
import type { SpeechDesk } from './speech.ts';

/** `host-view-locked`: this session has no open host view. */
export type HostCommandFault = {
  readonly code:
    | 'host-view-locked'
    | 'door-unknown'
    | 'door-blocked'
    | 'door-locked-down'
    | 'door-interlocked'
    | 'door-out-of-order'
    | 'fire-alarm'
    | 'decision-unknown'
    | 'credential-known'
    | 'credential-unknown'
    | 'pass-too-long'
    | 'label-refused'
    | 'personal-number'
    | 'storage-failed';
  readonly message: string;
};

/** `door-not-closed`: its contact does not say that the leaf is shut. */
export type DoorTestFault = {
  readonly code: HostCommandFault['code'] | 'door-not-closed';
  readonly message: string;
};

/** What a visitor at the screen may not have, or not any more. */
export type VisitorFault = {
  readonly code:
    | 'nobody-let-in'
    | 'enrolment-closed'
    | 'pin-not-awaited'
    | 'no-more-time'
    | 'pin-weak'
    | 'tap-forgotten'
    | 'office-full'
    | 'storage-failed';
  readonly message: string;
};

export type PolicyFault = {
  readonly code: 'policy-malformed' | 'policy-not-newer' | 'storage-failed';
  readonly message: string;
};

export type ReaderServiceFault = {
  readonly code: 'reader-unknown' | 'reader-not-osdp' | 'reader-took-no-key' | 'reader-stays';
  readonly message: string;
};

/** What the screen and the local command line may see of the controller, and ask of it. */
export interface Kiosk {
  readonly myVisits: MyVisitsDesk;
  readonly speech: SpeechDesk;
  readonly shell: ShellDesk;
  health(): Health;
  /** Whether the release may be changed now. */
  updateWindow(): UpdateWindow;
  snapshot(session: SessionId): Snapshot;
  /** Every change from now on, in order, as this session may see it. Returns the way to end it. */
  subscribe(session: SessionId, listener: (delta: SnapshotDelta) => void): () => void;
  /** The next tap, if it is a host's and comes in time, opens the host view for this session. */
  requestHostView(session: SessionId): void;
  /** The next tap is a tap like any other again. */
  cancelPendingTap(): void;
  /** Whoever looks for the card needs longer. */
  extendPendingTap(): Result<void, VisitorFault>;
  closeHostView(session: SessionId): void;
  /** The host is doing something: the view locks itself later. */
  touchHostView(session: SessionId): Result<void, HostCommandFault>;
  openDoor(session: SessionId, door: DoorId, extended: boolean): Promise<Result<void, HostCommandFault>>;
  setDoorMode(session: SessionId, door: DoorId, command: DoorModeCommand['command']): Result<void, HostCommandFault>;
  correctCount(session: SessionId, command: CorrectCountCommand): Promise<Result<void, HostCommandFault>>;
  /** The next card is enrolled in this role. */
  enrolNext(session: SessionId, command: EnrolNextCommand): Result<void, HostCommandFault>;
  /** The next card is for that. */
  expectCard(session: SessionId, purpose: NextCardCommand['purpose']): Result<void, HostCommandFault>;
  /** Does that to a card that was denied of late, by the decision's `ref`. */
  serveDenied(session: SessionId, command: DeniedCardCommand): Promise<Result<void, HostCommandFault>>;
  issuePass(session: SessionId, command: GuestPassCommand): Promise<Result<GuestPassAnswer, HostCommandFault>>;
  revokePass(session: SessionId, ref: number): Promise<Result<void, HostCommandFault>>;
  startRollCall(session: SessionId, minutes: number): Result<void, HostCommandFault>;
  /** A hold on purging (gallringsstopp); a new one takes the place of the one before. */
  holdPurge(session: SessionId, command: HoldPurgeCommand): Promise<Result<void, HostCommandFault>>;
  releasePurge(session: SessionId): Promise<Result<void, HostCommandFault>>;
  closeRollCall(session: SessionId): Result<void, HostCommandFault>;
  readonly muster: MusterCommands;
  readonly announcements: HostAnnouncements;
  readonly skills: SkillsDesk;
  readonly opening: OpeningCommands;
  readonly incidents: IncidentCommands;
  readonly exports: ExportCommands;
  /** For whoever is being let in at this door and needs longer; once for each time that it is released. */
  giveMoreTime(door: DoorId): Result<void, VisitorFault>;
  /** The next card is enrolled for a visitor, where the policy lets them do so. */
  enrolMyself(): Result<void, VisitorFault>;
  /** Of the PIN entry with this number. */
  enterPin(id: number, pin: string): Result<void, VisitorFault>;
  givePinTime(id: number): Result<void, VisitorFault>;
  cancelPin(id: number): Result<void, VisitorFault>;
  /** For the card that was enrolled by the tap with this number, within a minute, once. */
  choosePin(id: number, pin: string): Promise<Result<void, VisitorFault>>;
  /** How many came along with whoever made the tap with this number, within a minute, once. */
  noteCompanions(id: number, companions: number): Promise<Result<void, VisitorFault>>;
  /** The rules in force. */
  policy(): Policy;
  /** For whoever may read this box's files: what speaks against these rules, without a change; or puts them in force. */
  checkPolicy(policy: Policy): Result<void, PolicyFault>;
  replacePolicy(policy: Policy): Promise<Result<void, PolicyFault>>;
  /** For whoever may read this box's files: what was done with them is in the log when this resolves, or is late. */
  audit(command: AuditCommand): Promise<Result<void, PolicyFault>>;
  /** As `enrolNext`, for whoever may read this box's files. */
  enrolNextAsAdmin(command: EnrolNextCommand): Result<void, HostCommandFault>;
  /** For whoever installs the box: releases the strike once, for one access time, where a host might. */
  testDoor(door: DoorId): Promise<Result<void, DoorTestFault>>;
  /** What came at the door since then; null when this door was not the last to be tried. */
  doorTest(door: DoorId): DoorTest | null;
  /** For whoever may read this box's files: gives an OSDP reader a key of its own, within a minute. */
  installReaderKey(reader: ReaderId): Promise<Result<void, ReaderServiceFault>>;
  /** Likewise: tells an OSDP reader where it is to be found; the config has to follow. */
  moveReader(reader: ReaderId, address: number, baudRate: number): Promise<Result<void, ReaderServiceFault>>;
}
