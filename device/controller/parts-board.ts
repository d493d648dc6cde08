import type { BrokerHealth, DoorHealth, Health, LogHealth, ReaderHealth } from '../contract/api.ts';
import type { Config } from '../contract/config.ts';
import type { HealthBody } from '../contract/feed/state.ts';
import { SIMULATED } from '../contract/hardware.ts';
import type { SoundSection } from '../contract/sound.ts';
import type { PartStatus } from '../contract/status.ts';
import type { AccessLog } from '../ports/access-log.ts';
import type { CardReader } from '../ports/card-reader.ts';
import type { Clock } from '../ports/clock.ts';
import type { DoorHardware } from '../ports/door-hardware.ts';
import type { FireInput } from '../ports/fire-input.ts';
import type { PatronDirectory } from '../ports/patron-directory.ts';
import type { DiskWatch } from './disk-watch.ts';
import type { Doors } from './doors.ts';
import type { Recorder } from './recorder.ts';
import type { SoundDesk } from './sound-desk.ts';

type BoardParts = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Pick<AccessLog, 'filesAside'>;
  readonly doors: readonly DoorHardware[];
  readonly readers: readonly CardReader[];
  readonly fireInput: FireInput | null;
  readonly patrons: PatronDirectory | null;
  readonly version: string;
};

type DiskState = Pick<DiskWatch, 'nearlyFull' | 'walLarge'>;

/** Asks each part of the box how it is. */
export class PartsBoard {
  readonly #parts: BoardParts;
  readonly #doors: Doors;
  readonly #recorder: Recorder;
  readonly #disk: DiskState;
  readonly #sound: Pick<SoundDesk, 'section'>;
  #broker: BrokerHealth;

  constructor(parts: BoardParts, doors: Doors, recorder: Recorder, disk: DiskState, sound: Pick<SoundDesk, 'section'>) {
    this.#parts = parts;
    this.#disk = disk;
    this.#sound = sound;
    this.#doors = doors;
    this.#recorder = recorder;
    this.#broker = { state: 'starting', sinceMs: parts.clock.wallMs(), queued: 0 };
  }

  noteBroker({ status, queued }: { status?: PartStatus; queued?: number }): void {
    const { queued: before, ...statusBefore } = this.#broker;
    this.#broker = { ...(status ?? statusBefore), queued: queued ?? before };
  }

  broker(): BrokerHealth {
    return this.#broker;
  }

  /** Null where no library is asked. */
  library(): PartStatus | null {
    return this.#parts.patrons?.status() ?? null;
  }

  sound(): SoundSection {
    return this.#sound.section();
  }

  log(): LogHealth {
    const warningCode = this.#logWarning();
    const warning = warningCode && { warningCode };
    return { ...this.#recorder.status(), ...warning, pending: this.#recorder.pending() };
  }

  #logWarning(): string | null {
    if (this.#parts.log.filesAside().length > 0) return 'log-put-aside';
    if (this.#disk.nearlyFull) return 'disk-nearly-full';
    return this.#disk.walLarge ? 'database-held' : null;
  }

  doors(): DoorHealth[] {
    return this.#parts.config.doors.flatMap(({ id, name }) => {
      const hardware = this.#parts.doors.find(({ door }) => door === id);
      const door = this.#doors.get(id);
      if (hardware === undefined || door === undefined) return [];
      const state = {
        ...{ mode: door.mode(), physical: door.physical(), alarm: door.alarm() },
        ...{ extended: door.extended(), shutSoon: door.shutSoon() },
      };
      const { strike, contact, rex, tamper } = hardware;
      const parts = {
        strike: strike.status(),
        contact: contact.status(),
        rex: rex.status(),
        tamper: tamper && { ...tamper.status(), tampered: tamper.tampered() },
      };
      return [{ id, name, ...state, ...parts }];
    });
  }

  readers(): ReaderHealth[] {
    return this.#parts.config.readers.flatMap(({ id, door, direction }) => {
      const driver = this.#parts.readers.find((reader) => reader.id === id);
      return driver ? [{ id, kind: driver.kind, door, direction, ...driver.status() }] : [];
    });
  }

  /** Whether any part of this box is simulated. */
  simulator(): boolean {
    const { doors, readers, readerBuses } = this.#parts.config;
    return [...doors, ...readers, ...readerBuses].some(
      (part) => ('driver' in part ? part.driver : part.path) === SIMULATED,
    );
  }

  /** What central staff see of it. */
  healthBody(shell: PartStatus, clockSynchronised: boolean | null): HealthBody {
    const { status, readers, doors, fireInput, library, log, broker, speech, headphones } = this.health(shell);
    const parts: [string, PartStatus | null][] = [
      ...readers.map((reader): [string, PartStatus] => [`reader ${reader.id}`, reader]),
      ...doors.flatMap(({ id, strike, contact, rex, tamper }): [string, PartStatus | null][] => [
        [`strike ${id}`, strike],
        [`contact ${id}`, contact],
        [`rex ${id}`, rex],
        [`tamper ${id}`, tamper],
      ]),
      ['fire-input', fireInput],
      ['library', library],
      ['log', log],
      ['broker', broker],
      ['speech', speech],
      ['headphones', headphones],
      ['shell', shell],
    ];
    const told = parts.flatMap(([part, of]) => {
      if (of === null) return [];
      const { state, sinceMs, faultCode, warningCode } = of;
      return [{ part, state, sinceMs, ...(faultCode && { faultCode }), ...(warningCode && { warningCode }) }];
    });
    return { status, version: this.#parts.version, parts: told, clockSynchronised };
  }

  /** `degraded` when a part that should work does not; a part that is simply absent does not count. */
  health(shell: PartStatus): Omit<Health, 'version' | 'bootId' | 'clock' | 'evacuation' | 'hours' | 'box'> {
    const [doors, readers, broker, log] = [this.doors(), this.readers(), this.broker(), this.log()];
    const [fireInput, library] = [this.#parts.fireInput?.status() ?? null, this.library()];
    const wired = doors.flatMap(({ strike, contact, rex, tamper }) => [strike, contact, rex, tamper]);
    const { speech, headphones } = this.sound();
    const others = [fireInput, library, broker, log, speech, headphones, shell];
    const faulted = [...readers, ...wired, ...others].some((part) => part?.state === 'faulted');
    const status = faulted ? 'degraded' : 'ok';
    return {
      status,
      simulator: this.simulator(),
      readers,
      doors,
      fireInput,
      library,
      broker,
      log,
      speech,
      headphones,
      shell,
    };
  }
}
