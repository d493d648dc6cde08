import type { LoggedEvent } from '../contract/events.ts';
import type { DoorId } from '../contract/ids.ts';
import type { DoorMove, DoorTest } from '../contract/installation-test.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { type EpochMs, minutes } from '../contract/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { DoorHardware } from '../ports/door-hardware.ts';
import type { DoorTestFault } from '../ports/kiosk.ts';
import type { Doors } from './doors.ts';
import type { LogKeeper } from './log-keeper.ts';

/** For so long it is told what came at a door; whoever stands there tries the leaf and the button. */
const WATCHED_FOR = minutes(2);
const MOST_MOVES = 50;

type InstallationTestParts = {
  readonly hardware: readonly DoorHardware[];
  readonly doors: Doors;
  readonly keeper: Pick<LogKeeper, 'keep'>;
  readonly clock: Clock;
};

type Running = { readonly door: DoorId; readonly startedAt: EpochMs; readonly moves: DoorMove[] };

/** For whoever installs the box: one strike is released for one access time, and what then comes at its door is told. */
export class InstallationTest {
  readonly #parts: InstallationTestParts;
  #running: Running | null = null;

  constructor(parts: InstallationTestParts) {
    this.#parts = parts;
  }

  /** As a host opens a door once, and only while its leaf is seen to be shut, where that can be seen. */
  async start(door: DoorId, by: string): Promise<Result<void, DoorTestFault>> {
    const { hardware, doors, keeper, clock } = this.#parts;
    const contact = hardware.find((each) => each.door === door)?.contact;
    if (contact === undefined) return err({ code: 'door-unknown', message: `there is no door ${door}` });
    const refusal = doors.refusal(door);
    if (refusal !== null) return err({ code: refusal, message: `the door ${door} takes no access now` });
    if (contact.status().state !== 'absent' && contact.state() !== 'closed')
      return err({ code: 'door-not-closed', message: `the door ${door} is not seen to be shut` });
    await keeper.keep({ type: 'door-opened-by-host', door, by, reason: 'installation-test' });
    this.#running = { door, startedAt: clock.wallMs(), moves: [] };
    doors.letIn(door, null);
    return ok(undefined);
  }

  /** Null when this door’s strike was not the last to be tried. */
  seenAt(door: DoorId): DoorTest | null {
    const running = this.#running;
    return running?.door === door ? { startedAtMs: running.startedAt, moves: running.moves } : null;
  }

  note(event: LoggedEvent, at: EpochMs): void {
    const running = this.#running;
    if (running === null || at - running.startedAt > WATCHED_FOR || running.moves.length >= MOST_MOVES) return;
    const move = moveOf(event, running.door);
    if (move !== null) running.moves.push({ atMs: at, move });
  }
}

function moveOf(event: LoggedEvent, door: DoorId): DoorMove['move'] | null {
  if (event.type === 'exit-requested' && event.door === door) return 'exit-pressed';
  if (event.type !== 'door-state-changed' || event.door !== door) return null;
  if (event.state === 'open') return 'opened';
  return event.state === 'closed' ? 'closed' : 'contact-lost';
}
