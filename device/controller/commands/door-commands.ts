import type { LoggedEvent } from '../../contract/events.ts';
import type { Command, CommandRefusal } from '../../contract/feed/commands.ts';
import type { DoorId } from '../../contract/ids.ts';
import { days, milliseconds } from '../../contract/units.ts';
import type { ModeCommand } from '../../domain/door-machine.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Doors } from '../doors.ts';
import type { LogKeeper } from '../log-keeper.ts';
import type { Asked } from './asked.ts';

type DoorCommand = Extract<Command, { readonly door: DoorId }>;

const LONGEST_HOLD = days(1);

/** What central staff may do to a door. As at the reader, it is stored first; as there, a disk that is slow is not waited for. */
export class DoorCommands {
  readonly #doors: Doors;
  readonly #keeper: Pick<LogKeeper, 'keepWith' | 'holdsBack'>;
  readonly #clock: Pick<Clock, 'wallMs'>;

  constructor(doors: Doors, keeper: Pick<LogKeeper, 'keepWith' | 'holdsBack'>, clock: Pick<Clock, 'wallMs'>) {
    this.#doors = doors;
    this.#keeper = keeper;
    this.#clock = clock;
  }

  async carryOut(command: DoorCommand, asked: Asked): Promise<CommandRefusal | null> {
    const { door } = command;
    if (this.#doors.get(door) === undefined) return 'door-unknown';
    // What is not stored by now may be carried out once more after the next start.
    if (this.#keeper.holdsBack()) return 'storage-failed';
    switch (command.type) {
      case 'open-once': {
        const opened = { type: 'door-opened-by-host', door, by: asked.by } as const;
        return this.#release(command, asked, [opened], () => this.#doors.letIn(door, null));
      }
      case 'hold-open':
        return this.#holdOpen(command, asked);
      case 'lock-down':
        await this.#keep(asked);
        this.#setMode(door, 'lock-down');
        return null;
      case 'end-lock-down':
        await this.#keep(asked);
        this.#endLockDown(door);
        return null;
    }
  }

  #holdOpen(command: Extract<DoorCommand, { type: 'hold-open' }>, asked: Asked): Promise<CommandRefusal | null> {
    const lasts = milliseconds(Date.parse(command.until) - this.#clock.wallMs());
    if (!(lasts > 0 && lasts <= LONGEST_HOLD)) return Promise.resolve('until-out-of-range');
    return this.#release(command, asked, [], () => this.#doors.get(command.door)?.unlockFor(lasts));
  }

  async #release(
    { door }: DoorCommand,
    asked: Asked,
    events: readonly LoggedEvent[],
    act: () => void,
  ): Promise<CommandRefusal | null> {
    const refusal = this.#doors.refusal(door);
    if (refusal !== null) return refusal;
    await this.#keep(asked, events);
    act();
    return null;
  }

  async #keep(asked: Asked, events: readonly LoggedEvent[] = []): Promise<void> {
    await this.#keeper.keepWith([...events, asked.done], { outbox: [asked.receipt()], used: asked.used });
  }

  #endLockDown(door: DoorId): void {
    if (this.#doors.get(door)?.mode() !== 'locked-down') return;
    this.#setMode(door, 'lock');
    this.#setMode(door, 'lift');
  }

  #setMode(door: DoorId, command: ModeCommand): void {
    this.#doors.get(door)?.setMode(command);
  }
}
