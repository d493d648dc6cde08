import type { Config } from '../contract/config.ts';
import type { BootId } from '../contract/ids.ts';
import type { Loudness } from '../domain/loudness.ts';
import type { AccessLog } from '../ports/access-log.ts';
import type { BrokerLink } from '../ports/broker-link.ts';
import type { CardReader } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommandReader } from '../ports/command-reader.ts';
import type { CredentialDirectory } from '../ports/credential-directory.ts';
import type { ImportStage } from '../ports/credential-import.ts';
import type { DoorHardware } from '../ports/door-hardware.ts';
import type { ExportMedium } from '../ports/exports.ts';
import type { FireInput } from '../ports/fire-input.ts';
import type { KeptAnnouncement } from '../ports/host-announcement.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IncidentStore } from '../ports/incidents.ts';
import type { Journal } from '../ports/journal.ts';
import type { LifeSign } from '../ports/life-sign.ts';
import type { LogSeal } from '../ports/log-seal.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { PassMaker } from '../ports/pass-maker.ts';
import type { PatronDirectory } from '../ports/patron-directory.ts';
import type { PatronMemory } from '../ports/patron-memory.ts';
import type { PersonalRecords } from '../ports/personal-records.ts';
import type { PinHasher } from '../ports/pin-hasher.ts';
import type { PolicyStore } from '../ports/policy-store.ts';
import type { Pseudonyms } from '../ports/pseudonyms.ts';
import type { Retention } from '../ports/retention.ts';
import type { SoundOutput, SpeechSynthesiser } from '../ports/speech.ts';
import type { UsedNumbers } from '../ports/used-numbers.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** What a controller is made of. */
export type ControllerParts = {
  readonly config: Config;
  readonly version: string;
  /** Of the config, so that the log tells when it was another one. */
  readonly configDigest: string;
  readonly bootId: BootId;
  readonly rules: RulesInForce;
  readonly policies: PolicyStore;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly log: AccessLog;
  readonly directory: CredentialDirectory;
  /** One for each door of the config, in its order. */
  readonly doors: readonly DoorHardware[];
  /** One for each reader of the config, in its order. */
  readonly readers: readonly CardReader[];
  readonly broker: BrokerLink;
  /** Whether the service manager starts this process anew when it hangs. */
  readonly watched: boolean;
  /** Null where there is none. */
  readonly fireInput: FireInput | null;
  readonly pseudonyms: Pseudonyms;
  readonly lifeSign: LifeSign;
  readonly keptAnnouncement: KeptAnnouncement;
  readonly retention: Retention;
  readonly hours: HourStore;
  readonly incidents: IncidentStore;
  readonly outbox: Pick<Outbox, 'dropSome'>;
  readonly usedNumbers: UsedNumbers;
  readonly commandReader: CommandReader;
  readonly seal: LogSeal;
  readonly pinHasher: PinHasher;
  readonly passes: PassMaker;
  /** Null where no library is asked. */
  readonly patrons: PatronDirectory | null;
  readonly patronMemory: PatronMemory;
  readonly personalRecords: PersonalRecords;
  readonly importStage: ImportStage;
  readonly loudness: Loudness;
  readonly speech: SpeechSynthesiser;
  /** Null where the config names none. */
  readonly headphones: SoundOutput | null;
  /** Null where the config has none. */
  readonly exportMedium: ExportMedium | null;
  /** Null where nobody says. */
  readonly clockSynchronised: () => boolean | null;
  /** Whether the machine has a clock that goes on while it is off. */
  readonly hasHardwareClock: boolean;
  /** Bytes left on the disk; null when it cannot be asked. */
  readonly diskFree: () => number | null;
  /** Bytes of the database's write-ahead log; null when it cannot be asked. */
  readonly walBytes: () => number | null;
};
